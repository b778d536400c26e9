"""Contacts, campaigns and their days, for tests of the rules."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from voicebot.campaign.after_attempt import after_attempt
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.phone import Phone
from voicebot.campaign.reading.loader import load_campaign, read_campaign
from voicebot.campaign.rules import CampaignRules
from voicebot.campaign.state import ContactState
from voicebot.campaign.zone import zone_named
from voicebot.settings import PROJECT_DIR

MOSCOW = "Europe/Moscow"
NUMBER = "+74951234567"
SECOND = "+74951234568"
CAMPAIGNS = PROJECT_DIR / "dialogs" / "campaigns"

Result = AttemptResult


def at(text: str, zone: str = MOSCOW) -> datetime:
    """«2026-11-23 10:00» by the clock of `zone`."""
    return datetime.fromisoformat(text).replace(tzinfo=zone_named(zone))


def clock(moment: datetime | None, zone: str = MOSCOW) -> str:
    """The same back again; «never» for None."""
    if moment is None:
        return "never"
    return moment.astimezone(zone_named(zone)).strftime("%Y-%m-%d %H:%M")


def contact(
    next_at: datetime, *numbers: str, zones: tuple[str, ...] = (MOSCOW,)
) -> ContactState:
    phones = tuple(Phone(number=each, zones=zones) for each in numbers or (NUMBER,))
    return ContactState(phones=phones, next_at=next_at)


def shipped(name: str) -> CampaignRules:
    return load_campaign(CAMPAIGNS / f"{name}.yaml")


def rules(text: str) -> CampaignRules:
    """From a file's keys; its name, scenario and `test: true` are added."""
    whole = f"campaign: shop\nscenario: shop\ntest: true\n{text}"
    return read_campaign(whole, Path("shop.yaml"))


def dial(
    state: ContactState,
    by: CampaignRules,
    result: AttemptResult,
    *,
    outcome: str | None = None,
    promised_at: datetime | None = None,
) -> ContactState:
    """The contact after an attempt at its own next moment and number."""
    assert state.next_at is not None, "the contact is finished"
    attempt = Attempt(
        at=state.next_at,
        phone=state.phone.number,
        result=result,
        outcome=outcome,
        promised_at=promised_at,
    )
    return after_attempt(state, attempt, by)


def moments(
    state: ContactState, by: CampaignRules, results: Iterable[AttemptResult]
) -> list[str]:
    """When the contact is dialled if attempts end so, and where it ends."""
    dialled = []
    for result in results:
        if state.next_at is None:
            break
        dialled.append(clock(state.next_at))
        state = dial(state, by, result)
    end = state.list if state.finished_at else f"next {clock(state.next_at)}"
    return [*dialled, end or ""]


def every_minute(
    start: datetime, days: int, is_allowed: Callable[[datetime], bool]
) -> datetime | None:
    """The first whole minute from `start` on that is allowed, by looking at each."""
    for minute in range(days * 24 * 60):
        moment = start + timedelta(minutes=minute)
        if is_allowed(moment):
            return moment
    return None
