"""Whether a contact may be dialled now, and when else."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from voicebot.campaign.cap_limit import CapLimit, cap_limits
from voicebot.campaign.limit import Limit, NotBefore, WithinWindow
from voicebot.campaign.opening import Opening, opening_of
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.starting import start_refusal
from voicebot.campaign.state import ContactState, PhoneRecord
from voicebot.campaign.window import narrowest
from voicebot.campaign.zone import zone_named
from voicebot.i18n import _

HOUSE = HouseRules()
UNKNOWN_PHONE = PhoneRecord()

_SEARCHED = timedelta(days=400)
"""A limit that ends later ends never."""


def may_dial(
    now: datetime,
    state: ContactState,
    rules: CampaignRules,
    record: PhoneRecord = UNKNOWN_PHONE,
    house: HouseRules = HOUSE,
) -> Refusal | None:
    """The first ground against dialling `state.phone` now; None where there is none.

    `until` of the answer is the first moment at which nothing stands against it.
    """
    return next(refusals(now, state, rules, record, house), None)


def refusals(
    now: datetime,
    state: ContactState,
    rules: CampaignRules,
    record: PhoneRecord = UNKNOWN_PHONE,
    house: HouseRules = HOUSE,
) -> Iterator[Refusal]:
    """Every ground against dialling now; first those that waiting does not mend."""
    lasting = [*rules.schedule.refusals(now), *_lasting(state, rules, record)]
    yield from lasting
    opens = opening(state, rules, house)
    plan = [*rules.schedule.limits(), *_put_off(state)]
    caps = [*caps_of(state, rules, record, house)]
    limits: list[Limit] = [*plan, WithinWindow(opening=opens), *caps]
    standing = [limit for limit in limits if limit.earliest(now) != now]
    if not standing:
        return
    until = None if lasting else first_moment(now, opens, [*plan, *caps])
    if until is not None:
        until = until.astimezone(zone_named(state.phone.zones[0]))
    for limit in sorted(standing, key=lambda limit: limit.earliest(now) is not None):
        yield replace(limit.refusal(now), until=until)


def next_moment(
    now: datetime,
    state: ContactState,
    rules: CampaignRules,
    record: PhoneRecord = UNKNOWN_PHONE,
    house: HouseRules = HOUSE,
) -> datetime | None:
    """The first moment from `now` on at which `state.phone` may be dialled; None: never."""
    if next(_lasting(state, rules, record), None) is not None:
        return None
    plan = [*rules.schedule.limits(), *_put_off(state)]
    moments = [*plan, *caps_of(state, rules, record, house)]
    return first_moment(now, opening(state, rules, house), moments)


def first_moment(
    now: datetime, opens: Opening, limits: Iterable[Limit]
) -> datetime | None:
    """The first moment from `now` on that `opens` and all of `limits` allow; None: never.

    Each of `limits` allows every moment from one of its own on, so the answer is the
    first opening after the latest of those.
    """
    latest = now = now.astimezone(UTC)
    for limit in limits:
        moment = limit.earliest(latest)
        if moment is None:
            return None
        latest = moment
    found = opens.earliest(latest)
    return found if found is not None and found <= now + _SEARCHED else None


def opening(state: ContactState, rules: CampaignRules, house: HouseRules) -> Opening:
    """When the contact's next number may be called at all."""
    window = rules.narrowest_window
    if house.window is not None:
        window = narrowest((window, house.window))
    return opening_of(window, state.phone.zones, house.days_off)


def _put_off(state: ContactState) -> Iterator[NotBefore]:
    if state.next_at is not None:
        is_promise = state.promised_at is not None
        why = Why.PROMISED_LATER if is_promise else Why.NOT_YET
        yield NotBefore(at=state.next_at, why=why)


def caps_of(
    state: ContactState, rules: CampaignRules, record: PhoneRecord, house: HouseRules
) -> Iterator[CapLimit]:
    """Caps of laws, of the campaign and of the house that may stand against a call."""
    zones = state.phone.zones
    person, phone = state.dialled, record.dialled
    for law in rules.laws:
        if not law.caps.is_empty:
            yield from cap_limits(law.caps, person, zones, law.title)
            yield from cap_limits(law.caps, phone, zones, law.title)
    if not rules.caps_per_contact.is_empty:
        whose = _("the contact's cap")
        yield from cap_limits(rules.caps_per_contact, person, zones, whose)
    if not rules.caps_per_phone.is_empty:
        whose = _("the number's cap")
        yield from cap_limits(rules.caps_per_phone, phone, zones, whose)
    if not house.caps.is_empty:
        whose = _("the cap of all campaigns")
        yield from cap_limits(house.caps, phone, zones, whose)


def _lasting(
    state: ContactState, rules: CampaignRules, record: PhoneRecord
) -> Iterator[Refusal]:
    """What waiting does not mend."""
    if record.is_do_not_call:
        yield Refusal(why=Why.DO_NOT_CALL)
    if state.finished_at is not None or state.next_at is None:
        yield Refusal(why=Why.FINISHED, named={"list": state.list or ""})
    if state.phone.number in state.dead:
        yield Refusal(why=Why.DEAD_NUMBER)
    start = start_refusal(rules)
    if start is not None:
        yield start
