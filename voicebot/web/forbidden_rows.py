"""The do-not-call list as rows, with since when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.store.tables import DO_NOT_CALL


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenRow:
    """A number nobody calls again."""

    number: str
    since: datetime
    reason: str


async def forbidden_row(
    connection: AsyncConnection, number: str
) -> ForbiddenRow | None:
    found = await connection.execute(
        select(DO_NOT_CALL).where(DO_NOT_CALL.c.number == number)
    )
    row = found.mappings().one_or_none()
    return None if row is None else ForbiddenRow(**row)


async def forbidden_rows(
    connection: AsyncConnection, *, after: str, most: int
) -> Sequence[ForbiddenRow]:
    """The next ones behind the number `after`, by number."""
    found = await connection.execute(
        select(DO_NOT_CALL)
        .where(DO_NOT_CALL.c.number > after)
        .order_by(DO_NOT_CALL.c.number)
        .limit(most)
    )
    return [ForbiddenRow(**row) for row in found.mappings()]
