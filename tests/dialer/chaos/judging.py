"""Whether everything is as if nothing had ever been killed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import URL, text

from tests.dialer.chaos.journal import Dial
from tests.dialer.chaos.scene import HOUSE
from voicebot.campaign.after_attempt import after_attempt
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.lists import Lists
from voicebot.campaign.rules import CampaignRules
from voicebot.campaign.state import ContactState
from voicebot.store.attempts import ATTEMPT, FACTS
from voicebot.store.campaigns import rules_of
from voicebot.store.contacts import WITH_PHONES, state_of
from voicebot.store.database import open_database
from voicebot.store.tables import ATTEMPTS

CLOCKS_S = 0.005
"""Of two processes, and of a kill that is written down after it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One attempt of the database."""

    lease: int
    contact: int
    attempt: Attempt
    is_presumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """All that the database holds at the end."""

    states: Mapping[int, ContactState]
    rules: Mapping[int, CampaignRules]
    """By contact."""
    attempts: Sequence[Kept]
    leases: int
    claimed: int
    statuses: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Verdict:
    """`faults` are sentences; the rest counts."""

    faults: list[str] = field(default_factory=list)
    dials: int = 0
    presumed: int = 0
    undialled: int = 0
    told_late: int = 0


async def unfinished(url: URL) -> int:
    """Contacts that still wait, and calls that go on."""
    async with open_database(url) as engine, engine.connect() as connection:
        found = await connection.execute(
            text(
                "SELECT (SELECT count(*) FROM contacts WHERE finished_at IS NULL)"
                " + (SELECT count(*) FROM leases)"
                " + (SELECT count(*) FROM campaigns WHERE status = 'running')"
                " + (SELECT count(*) FROM contacts"
                "    WHERE jsonb_array_length(state->'owed_messages') > 0)"
            )
        )
        return int(found.scalar_one())


async def aftermath(url: URL) -> Aftermath:
    async with open_database(url) as engine, engine.connect() as connection:
        rows = await connection.execute(
            text(
                f"SELECT {WITH_PHONES}, campaigns.rules FROM contacts"
                " JOIN campaigns ON campaigns.id = contacts.campaign_id"
            )
        )
        people = rows.mappings().all()
        made = await connection.execute(ATTEMPTS.select().order_by(ATTEMPTS.c.id))
        leases = await connection.execute(text("SELECT count(*) FROM leases"))
        statuses = await connection.execute(text("SELECT name, status FROM campaigns"))
        return Aftermath(
            states={row["id"]: state_of(row) for row in people},
            rules={row["id"]: rules_of(row["rules"]) for row in people},
            attempts=[_kept(dict(row)) for row in made.mappings()],
            leases=leases.scalar_one(),
            claimed=sum(row["is_claimed"] for row in people),
            statuses={row.name: row.status for row in statuses},
        )


def _kept(row: dict[str, object]) -> Kept:
    facts = {column.name: row[column.name] for column in FACTS}
    return Kept(
        lease=int(str(row["lease_id"])),
        contact=int(str(row["contact_id"])),
        attempt=ATTEMPT.validate_python(facts),
        is_presumed=row["state_before"] is not None,
    )


def judge(
    first: Mapping[int, ContactState], found: Aftermath, dials: Sequence[Dial]
) -> Verdict:
    """`first` are the states that the contacts began with."""
    verdict = Verdict(dials=len(dials))
    verdict.faults += _left_over(first, found)
    verdict.faults += _dialled_twice(dials)
    verdict.faults += _two_at_once(dials)
    verdict.faults += _unwritten(found, dials)
    dialled = {dial.lease for dial in dials}
    verdict.presumed = sum(kept.is_presumed for kept in found.attempts)
    verdict.undialled = sum(kept.lease not in dialled for kept in found.attempts)
    late = told_late(found, dials)
    verdict.told_late = len(late)
    verdict.faults += _not_by_rules(first, found, late)
    return verdict


def _left_over(first: Mapping[int, ContactState], found: Aftermath) -> Iterable[str]:
    lost = set(first) - set(found.states)
    if lost:
        yield f"contacts are lost: {sorted(lost)}"
    waiting = [n for n, state in found.states.items() if state.finished_at is None]
    if waiting:
        yield f"contacts are not finished: {waiting}"
    if found.leases or found.claimed:
        yield f"{found.leases} leases and {found.claimed} claims are left"
    if set(found.statuses.values()) != {"finished"}:
        yield f"campaigns are not finished: {found.statuses}"
    owed = [n for n, state in found.states.items() if state.owed_messages]
    if owed:
        yield f"messages were not sent to {owed}"


def _dialled_twice(dials: Sequence[Dial]) -> Iterable[str]:
    seen: set[int] = set()
    for dial in dials:
        if dial.lease in seen:
            yield f"lease {dial.lease} was dialled twice"
        seen.add(dial.lease)


def _two_at_once(dials: Sequence[Dial]) -> Iterable[str]:
    by_number: dict[str, list[Dial]] = defaultdict(list)
    for dial in dials:
        by_number[dial.number].append(dial)
    for number, calls in by_number.items():
        for one, other in pairwise(calls):
            if one.ended_s is None:
                yield f"a call to {number} never ended"
            elif other.began_s < one.ended_s - CLOCKS_S:
                yield f"two calls to {number} at once: {one.lease}, {other.lease}"


def _unwritten(found: Aftermath, dials: Sequence[Dial]) -> Iterable[str]:
    """Dials and attempts are the same calls, with the same results."""
    kept = {each.lease: each for each in found.attempts}
    for dial in dials:
        attempt = kept.get(dial.lease)
        if attempt is None:
            yield f"the call of lease {dial.lease} is no attempt"
        elif attempt.attempt.result.value != dial.result and not (
            attempt.is_presumed and attempt.attempt.result is AttemptResult.FAILED
        ):
            yield f"the call of lease {dial.lease} ended otherwise than is written"
    dialled = {dial.lease for dial in dials}
    for each in found.attempts:
        if each.lease not in dialled and not each.is_presumed:
            yield f"attempt {each.lease} was never dialled"


def told_late(found: Aftermath, dials: Sequence[Dial]) -> set[int]:
    """Contacts who were called again before the end of a call was told: its attempt says
    how it ended, while the contact went on from what had been presumed.
    """
    ends = {dial.lease: dial.ended_s for dial in dials}
    begins: dict[int, list[Dial]] = defaultdict(list)
    for dial in dials:
        begins[dial.contact].append(dial)
    late = set()
    for each in found.attempts:
        ended_s = ends.get(each.lease)
        if each.is_presumed or ended_s is None:
            continue
        began_s = next(d.began_s for d in begins[each.contact] if d.lease == each.lease)
        others = (d.began_s for d in begins[each.contact] if d.lease != each.lease)
        if any(began_s < other < ended_s + 0.5 for other in others):
            late.add(each.contact)
    return late


def _not_by_rules(
    first: Mapping[int, ContactState], found: Aftermath, late: set[int]
) -> Iterable[str]:
    made: dict[int, list[Kept]] = defaultdict(list)
    for each in found.attempts:
        made[each.contact].append(each)
    for contact, end in found.states.items():
        if contact in late or end.list == Lists.DO_NOT_CALL:
            continue
        state = first[contact]
        for each in made[contact]:
            state = after_attempt(state, each.attempt, found.rules[contact], HOUSE)
        if _known(state) != _known(end):
            yield f"contact {contact} is {_known(end)}, by its rules {_known(state)}"


def _known(state: ContactState) -> tuple[object, ...]:
    """All that rules say; which messages went out yet is another's business."""
    return (
        state.list,
        state.finished_at,
        state.progress,
        state.dialled,
        state.dead,
        state.promises,
        state.callback_tries,
        sorted((*state.owed_messages, *state.sent_messages)),
    )
