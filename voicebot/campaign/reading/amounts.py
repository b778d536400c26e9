"""Moments, shares, rates and money, as authors of campaigns write them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from voicebot.campaign.zone import zone_named
from voicebot.i18n import _

_HOME = "Europe/Moscow"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?( ?[+-][0-9]{2}:[0-9]{2})?)?$"
_SHARE = r"^([0-9]{1,3})%$"
_WHOLE = 100
OFF = "off"
_DEAREST = 1_000_000
_FASTEST = 1000.0


def parse_start(value: Any) -> datetime:
    """An aware moment; of a date alone its first.

    >>> parse_start("2026-11-25 09:00").isoformat()
    '2026-11-25T09:00:00+03:00'
    """
    day = _date(value)
    return _moment(value) if day is None else _midnight(day)


def parse_end(value: Any) -> datetime:
    """Likewise; a date alone is over with its last moment.

    >>> parse_end("2026-11-25").isoformat()
    '2026-11-26T00:00:00+03:00'
    """
    day = _date(value)
    return _moment(value) if day is None else _midnight(day + timedelta(days=1))


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), zone_named(_HOME))


def _moment(value: Any) -> datetime:
    if isinstance(value, str) and re.match(_MOMENT, value):
        try:
            found = datetime.fromisoformat(value.replace(" +", "+").replace(" -", "-"))
        except ValueError:
            pass
        else:
            return found if found.tzinfo else found.replace(tzinfo=zone_named(_HOME))
    message = _(
        '"{value}" is no moment; write one like 2026-11-25, 2026-11-25 09:00 (Moscow'
        " time) or 2026-11-25 09:00 +05:00"
    )
    raise ValueError(message.format(value=value))


def parse_share(value: Any) -> float | None:
    """From 0 to 1; None for «off».

    >>> parse_share("30%")
    0.3
    """
    if value == OFF:
        return None
    found = re.match(_SHARE, value) if isinstance(value, str) else None
    if found and 0 < int(found[1]) <= _WHOLE:
        return int(found[1]) / _WHOLE
    message = _('"{value}" is no share of calls; write one like 30%, or off')
    raise ValueError(message.format(value=value))


def parse_money(value: Any) -> float:
    """From 0 to a million."""
    if _is_number(value) and 0 <= value <= _DEAREST:
        return float(value)
    message = _('"{value}" is no price; write one like 0.5 or 3')
    raise ValueError(message.format(value=value))


def parse_rate(value: Any) -> float:
    """More than 0, and at most 1000 a second."""
    if _is_number(value) and 0 < value <= _FASTEST:
        return float(value)
    message = _('"{value}" is no number of calls a second; write one like 5 or 0.5')
    raise ValueError(message.format(value=value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_MOMENT_SCHEMA = WithJsonSchema({"type": "string", "pattern": _MOMENT})
Start = Annotated[datetime, BeforeValidator(parse_start), _MOMENT_SCHEMA]
End = Annotated[datetime, BeforeValidator(parse_end), _MOMENT_SCHEMA]
CallShare = Annotated[
    float | None,
    BeforeValidator(parse_share),
    WithJsonSchema({"type": "string", "pattern": f"{_SHARE}|^{OFF}$"}),
]
Money = Annotated[
    float,
    BeforeValidator(parse_money),
    WithJsonSchema({"type": "number", "minimum": 0}),
]
Rate = Annotated[
    float,
    BeforeValidator(parse_rate),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": _FASTEST}),
]
