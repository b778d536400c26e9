"""Numbers that are never to be called again, by any campaign."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.store.tables import DO_NOT_CALL


async def forbid(
    connection: AsyncConnection, number: str, *, since: datetime, reason: str
) -> None:
    """`number` in E.164; who is on the list already stays with the first reason."""
    row = {"number": number, "since": since, "reason": reason}
    await connection.execute(insert(DO_NOT_CALL).values(row).on_conflict_do_nothing())


async def is_forbidden(connection: AsyncConnection, number: str) -> bool:
    found = await connection.execute(
        select(exists().where(DO_NOT_CALL.c.number == number))
    )
    return bool(found.scalar_one())
