"""All that rules ask of contacts before they are dialled, read for many at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.state import ContactState, PhoneRecord
from voicebot.store.contacts import WITH_PHONES, state_of
from voicebot.store.phone_records import phone_records

_CONTACTS = text(f"""
SELECT {WITH_PHONES}
FROM contacts WHERE id = ANY(:ids) AND finished_at IS NULL AND NOT is_claimed
FOR UPDATE SKIP LOCKED
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """`record` is of the number to dial next; it is forbidden if any of theirs is.

    So who asked never to be called is not called elsewhere either.
    """

    id: int
    state: ContactState
    slots: Mapping[str, str]
    record: PhoneRecord


async def candidates(
    connection: AsyncConnection, ids: Collection[int], now: datetime
) -> dict[int, Candidate]:
    """By contact's id, by what all campaigns did till `now`, locked for this transaction.

    Who is being changed by somebody else right now is left out.
    """
    found = await connection.execute(_CONTACTS, {"ids": list(ids)})
    rows = found.mappings().all()
    states = {row["id"]: state_of(row) for row in rows}
    numbers = {phone.number for state in states.values() for phone in state.phones}
    records = await phone_records(connection, numbers, now)
    return {
        row["id"]: Candidate(
            id=row["id"],
            state=states[row["id"]],
            slots=row["slots"],
            record=_record(states[row["id"]], records),
        )
        for row in rows
    }


def _record(state: ContactState, records: Mapping[str, PhoneRecord]) -> PhoneRecord:
    forbidden = any(records[phone.number].is_do_not_call for phone in state.phones)
    return replace(records[state.phone.number], is_do_not_call=forbidden)
