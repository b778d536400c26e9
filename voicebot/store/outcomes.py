"""What a call came to: attempt, contact, jobs and the lease's end, all or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from voicebot.campaign.after_attempt import after_attempt
from voicebot.campaign.attempt import Attempt
from voicebot.campaign.rules import CampaignRules, HouseRules
from voicebot.campaign.state import ContactState
from voicebot.i18n import _
from voicebot.store.attempts import (
    ATTEMPT_COLUMNS,
    CallPlace,
    amend_attempt,
    attempt_row,
)
from voicebot.store.contacts import (
    WITH_PHONES,
    contact_parameters,
    keep_state,
    state_as_json,
    state_from_json,
    state_of,
)
from voicebot.store.do_not_call import forbid, forbidden
from voicebot.store.jobs import JobOrder, defer, owed_messages_job

_IS_FORBIDDEN = """EXISTS (
    SELECT FROM phones JOIN do_not_call USING (number)
    WHERE phones.contact_id = contacts.id
) AS is_forbidden"""
_CALLED = text(f"""
SELECT {WITH_PHONES}, {_IS_FORBIDDEN}, leases.trunk, leases.holder
FROM leases JOIN contacts ON contacts.id = leases.contact_id
WHERE leases.id = :lease_id FOR UPDATE OF leases, contacts
""")
_TOLD = text(f"""
SELECT {WITH_PHONES}, {_IS_FORBIDDEN}, attempts.state_before, EXISTS (
    SELECT FROM attempts AS later
    WHERE later.contact_id = contacts.id AND later.id > attempts.id
) AS is_called_since
FROM attempts JOIN contacts ON contacts.id = attempts.contact_id
WHERE attempts.lease_id = :lease_id FOR UPDATE OF attempts, contacts
""")
_ENDED = text(f"""
WITH made AS (
    INSERT INTO attempts (contact_id, {", ".join(ATTEMPT_COLUMNS)})
    VALUES (:contact_id, {", ".join(f":{name}" for name in ATTEMPT_COLUMNS)})
), gone AS (
    DELETE FROM leases WHERE id = :lease_id
)
UPDATE contacts
SET is_claimed = false, next_at = :next_at, priority = :priority,
    finished_at = :finished_at, list = :list, urgency = :urgency, state = :state
WHERE id = :contact_id
""")
"""Attempt, state and the lease's end in one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnd:
    """What the call of a lease came to, by the rules that it was dialled by.

    `is_presumed` says that nobody told it: its holder is silent. `jobs` are deferred
    with it, besides the messages that are owed then.
    """

    lease_id: int
    attempt: Attempt
    rules: CampaignRules
    house: HouseRules
    call_folder: str = ""
    jobs: Sequence[JobOrder] = ()
    is_presumed: bool = False

    def after(self, state: ContactState, *, is_forbidden: bool) -> ContactState:
        """Whoever has a forbidden number is done with, whatever was said."""
        after = after_attempt(state, self.attempt, self.rules, self.house)
        if is_forbidden and after.finished_at is None:
            return forbidden(after, self.attempt.at)
        return after


async def keep_outcome(  # noqa: PLR0913 - what the caller of a call knows, no more
    engine: AsyncEngine,
    lease_id: int,
    attempt: Attempt,
    rules: CampaignRules,
    house: HouseRules,
    *,
    call_folder: str = "",
    jobs: Sequence[JobOrder] = (),
) -> ContactState | None:
    """The contact as it is then; None where there is no such call, or no such contact.

    May be asked again after any failure, for it takes place once. An end that is told
    after the lease was recovered is still the call's true one: it amends the attempt, and
    the contact goes on from there, unless somebody has called again meanwhile.
    """
    end = CallEnd(
        lease_id=lease_id,
        attempt=attempt,
        rules=rules,
        house=house,
        call_folder=call_folder,
        jobs=jobs,
    )
    async with engine.begin() as connection:
        return await settle(connection, end)


async def settle(connection: AsyncConnection, end: CallEnd) -> ContactState | None:
    """Likewise, within the transaction of `connection`."""
    row = await _row(connection, _CALLED, end.lease_id)
    if row is not None:
        return await _told_first(connection, end, row)
    row = await _row(connection, _TOLD, end.lease_id)
    return None if row is None else await _told_again(connection, end, row)


async def _told_first(
    connection: AsyncConnection, end: CallEnd, row: RowMapping
) -> ContactState:
    before = state_of(row)
    place = CallPlace(
        campaign_id=row["campaign_id"],
        lease_id=end.lease_id,
        node=row["holder"],
        trunk=row["trunk"],
        call_folder=end.call_folder,
        state_before=state_as_json(before) if end.is_presumed else None,
    )
    after = end.after(before, is_forbidden=row["is_forbidden"])
    kept = {
        "contact_id": row["id"],
        **attempt_row(end.attempt, place),
        **contact_parameters(after),
    }
    await connection.execute(_ENDED, kept)
    await _follow(connection, end, row["id"], (before, after))
    return after


async def _told_again(
    connection: AsyncConnection, end: CallEnd, row: RowMapping
) -> ContactState:
    """After a recovery, or once more because nobody knew whether it was kept."""
    await amend_attempt(connection, end.lease_id, end.attempt, end.call_folder)
    state = state_of(row)
    if row["state_before"] is None:
        return state
    if row["is_claimed"] or row["is_called_since"]:
        await _forbid_if_asked(connection, end)
        await defer(connection, *end.jobs)
        return state
    kept = state_from_json(row["state_before"], row["phones"])
    before = _with_messages_of(state, kept)
    after = end.after(before, is_forbidden=row["is_forbidden"])
    await keep_state(connection, row["id"], after)
    await _follow(connection, end, row["id"], (before, after))
    return after


def _with_messages_of(now: ContactState, before: ContactState) -> ContactState:
    """What was sent since then is not owed again."""
    still = tuple(name for name in before.owed_messages if name in now.owed_messages)
    return replace(before, owed_messages=still, sent_messages=now.sent_messages)


async def _follow(
    connection: AsyncConnection,
    end: CallEnd,
    contact_id: int,
    states: tuple[ContactState, ContactState],
) -> None:
    """What an end brings with it, besides the contact's states before and after."""
    before, after = (state.owed_messages for state in states)
    orders = (owed_messages_job(contact_id),) if after and after != before else ()
    await _forbid_if_asked(connection, end)
    await defer(connection, *end.jobs, *orders)


async def _forbid_if_asked(connection: AsyncConnection, end: CallEnd) -> None:
    if end.attempt.is_do_not_call:
        await forbid(
            connection,
            end.attempt.phone,
            since=end.attempt.at,
            reason=_("asked for it in a call of {campaign}").format(
                campaign=end.rules.title or end.rules.name
            ),
        )


async def _row(
    connection: AsyncConnection, query: TextClause, lease_id: int
) -> RowMapping | None:
    found = await connection.execute(query, {"lease_id": lease_id})
    return found.mappings().one_or_none()
