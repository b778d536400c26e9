"""All that rules ask of contacts before they are dialled, read for many at once."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.state import ContactState, PhoneRecord
from voicebot.store.contacts import WITH_PHONES, UnreadableState, state_of
from voicebot.store.phone_records import DIALLED, oldest_counted, phone_record

logger = logging.getLogger(__name__)

_CONTACTS = text(f"""
SELECT {WITH_PHONES}, dialled.recent, dialled.earlier, EXISTS (
    SELECT FROM phones JOIN do_not_call USING (number)
    WHERE phones.contact_id = contacts.id
) AS is_forbidden
FROM contacts
JOIN phones AS asked
  ON asked.contact_id = contacts.id
  AND asked.place = CAST(contacts.state->>'next_phone' AS smallint)
CROSS JOIN LATERAL ({DIALLED}) AS dialled
WHERE contacts.id = ANY(:ids) AND finished_at IS NULL AND NOT is_claimed
FOR UPDATE OF contacts SKIP LOCKED
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
) -> dict[int, Candidate | None]:
    """By contact's id, by what all campaigns did till `now`, locked for this transaction.

    Who is being changed by somebody else right now is left out; None is a state that
    this code cannot read.
    """
    asked = {"ids": list(ids), "oldest": oldest_counted(now)}
    found = await connection.execute(_CONTACTS, asked)
    return {row["id"]: _readable(row) for row in found.mappings()}


def _readable(row: RowMapping) -> Candidate | None:
    try:
        return _candidate(row)
    except UnreadableState:
        logger.exception("contact_unreadable", extra={"contact_id": row["id"]})
        return None


def _candidate(row: RowMapping) -> Candidate:
    return Candidate(
        id=row["id"],
        state=state_of(row),
        slots=row["slots"],
        record=phone_record(
            row["recent"], row["earlier"], is_do_not_call=row["is_forbidden"]
        ),
    )
