"""Numbers that are never to be called again, by any campaign."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.ending import finished
from voicebot.campaign.lists import Lists
from voicebot.campaign.state import ContactState
from voicebot.store.contacts import WITH_PHONES, keep_states, state_of
from voicebot.store.tables import DO_NOT_CALL

_THEIRS = text(f"""
SELECT {WITH_PHONES}
FROM contacts
WHERE finished_at IS NULL AND NOT is_claimed
  AND id IN (SELECT contact_id FROM phones WHERE number = ANY(:numbers))
FOR UPDATE SKIP LOCKED
""")


async def forbid(
    connection: AsyncConnection, *numbers: str, since: datetime, reason: str
) -> None:
    """`numbers` in E.164; who is on the list already stays with the first reason.

    Every campaign is done with those who have one of them. Whom another call has in hand
    right now is found at their claim, at dialling, or by that call's outcome.
    """
    rows = [
        {"number": number, "since": since, "reason": reason} for number in set(numbers)
    ]
    await connection.execute(insert(DO_NOT_CALL).on_conflict_do_nothing(), rows)
    found = await connection.execute(_THEIRS, {"numbers": list(numbers)})
    await keep_states(
        connection,
        {row["id"]: forbidden(state_of(row), since) for row in found.mappings()},
    )


async def is_forbidden(connection: AsyncConnection, number: str) -> bool:
    return bool(await forbidden_among(connection, [number]))


async def forbidden_among(
    connection: AsyncConnection, numbers: Collection[str]
) -> frozenset[str]:
    found = await connection.execute(
        select(DO_NOT_CALL.c.number).where(DO_NOT_CALL.c.number.in_(numbers))
    )
    return frozenset(found.scalars())


def forbidden(state: ContactState, at: datetime) -> ContactState:
    """The contact of somebody who is not to be called again; no message is sent either."""
    return finished(replace(state, owed_messages=()), Lists.DO_NOT_CALL, at)
