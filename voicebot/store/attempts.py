"""Attempts as rows, never changed once they are written."""

from dataclasses import asdict

from pydantic import TypeAdapter
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.campaign.attempt import Attempt
from voicebot.store.tables import ATTEMPTS

ATTEMPT = TypeAdapter(Attempt)
IDS = frozenset({"id", "contact_id"})


async def add_attempt(
    connection: AsyncConnection, contact_id: int, attempt: Attempt
) -> None:
    row = {"contact_id": contact_id, **asdict(attempt)}
    await connection.execute(insert(ATTEMPTS).values(row))


async def attempts_of(
    connection: AsyncConnection, contact_id: int
) -> tuple[Attempt, ...]:
    """Oldest first."""
    columns = [column for column in ATTEMPTS.c if column.name not in IDS]
    found = await connection.execute(
        select(*columns)
        .where(ATTEMPTS.c.contact_id == contact_id)
        .order_by(ATTEMPTS.c.at, ATTEMPTS.c.id)
    )
    return tuple(ATTEMPT.validate_python(dict(row)) for row in found.mappings())
