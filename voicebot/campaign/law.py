"""What laws ask of everybody who calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from voicebot.campaign.caps import NO_CAPS, Caps
from voicebot.campaign.window import (
    CallWindow,
    Hours,
    everyday_window,
    week_window,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A window and caps; the caps hold for one person and for one phone, system-wide.

    `title` is how a refusal names it.
    """

    name: str
    title: str
    window: CallWindow
    caps: Caps = NO_CAPS


RU_DEFAULT = Law(
    name="ru_default",
    title="звонки с 9 до 20",
    window=everyday_window(time(9), time(20)),
)
"""No hour of it is outside of any law's on any day."""

RU_DEBT_230FZ = Law(
    name="ru_debt_230fz",
    title="230-ФЗ, статья 7",
    window=week_window(
        Hours(opens=time(8), closes=time(22)),
        Hours(opens=time(9), closes=time(20)),
        Hours(opens=time(9), closes=time(20)),
    ),
    caps=Caps(day=1, week=2, month=8),
)
"""230-FZ, article 7: hours of workdays and other days, and calls to one debtor."""

BUSINESS_HOURS = Law(
    name="business_hours",
    title="рабочие часы",
    window=week_window(Hours(opens=time(9), closes=time(18)), None, None),
)
"""Where companies are called."""

PRESETS: Mapping[str, Law] = {
    law.name: law for law in (RU_DEFAULT, RU_DEBT_230FZ, BUSINESS_HOURS)
}
