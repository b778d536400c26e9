"""Where the people of a base wait, in tables of the connection's own, to be let in.

They go there by COPY as they are read, so that a base of any length takes no memory here,
and they vanish with the connection.
"""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, cast

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from voicebot.contacts.row_reader import Person

_MAKE = (
    """
    CREATE TEMPORARY TABLE incoming (
        line integer NOT NULL,
        slots jsonb NOT NULL,
        id bigint NOT NULL
            DEFAULT nextval(pg_get_serial_sequence('contacts', 'id'))
    )
    """,
    """
    CREATE TEMPORARY TABLE incoming_phones (
        line integer NOT NULL,
        place smallint NOT NULL,
        number text NOT NULL,
        zones jsonb NOT NULL,
        region text NOT NULL,
        opens_at timestamptz NOT NULL
    )
    """,
    "CREATE TEMPORARY TABLE known (line integer, number text, other text)",
)
_ANALYZE = "ANALYZE pg_temp.incoming, pg_temp.incoming_phones"
_DROP = "DROP TABLE IF EXISTS pg_temp.incoming, pg_temp.incoming_phones, pg_temp.known"
_PEOPLE = "COPY incoming (line, slots) FROM STDIN"
_PHONES = (
    "COPY incoming_phones (line, place, number, zones, region, opens_at) FROM STDIN"
)
_BLOCK = 2_000
"""People who go together."""
_WRITTEN = json.JSONEncoder(ensure_ascii=False).encode
"""It escapes line ends and tabs, as COPY's text format must."""


@asynccontextmanager
async def staging(connection: AsyncConnection) -> AsyncIterator["Staging"]:
    """Empty tables, dropped in the end; `connection` is in no transaction then."""
    for sql in (_DROP, *_MAKE):
        await connection.execute(text(sql))
    await connection.commit()
    try:
        yield Staging(connection)
    finally:
        await connection.rollback()
        await connection.execute(text(_DROP))
        await connection.commit()


class Staging:
    """Takes people one by one, and sends them on in blocks."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._people: list[str] = []
        self._phones: list[str] = []
        self._zones: dict[tuple[str, ...], str] = {}
        self._moments: dict[datetime, str] = {}

    async def add(self, person: Person) -> None:
        slots = _WRITTEN(person.slots).replace("\\", "\\\\")
        self._people.append(f"{person.line}\t{slots}\n")
        for place, number in enumerate(person.numbers):
            phone = number.phone
            self._phones.append(
                f"{person.line}\t{place}\t{phone.number}\t{self._written(phone.zones)}"
                f"\t{phone.region}\t{self._moment(number.opens_at)}\n"
            )
        if len(self._people) >= _BLOCK:
            await self.flush()

    async def flush(self) -> None:
        """Send what has not gone yet."""
        for sql, rows in ((_PEOPLE, self._people), (_PHONES, self._phones)):
            await _copy(self._connection, sql, rows)
            rows.clear()

    async def finish(self) -> None:
        """All are there: the planner learns how many."""
        await self.flush()
        await self._connection.execute(text(_ANALYZE))
        await self._connection.commit()

    def _written(self, zones: tuple[str, ...]) -> str:
        if zones not in self._zones:
            self._zones[zones] = json.dumps(zones)
        return self._zones[zones]

    def _moment(self, at: datetime) -> str:
        if at not in self._moments:
            self._moments[at] = at.isoformat()
        return self._moments[at]


async def _copy(connection: AsyncConnection, sql: str, rows: Sequence[str]) -> None:
    raw = await connection.get_raw_connection()
    driver = cast("psycopg.AsyncConnection[Any]", raw.driver_connection)
    async with driver.cursor() as cursor, cursor.copy(sql) as copy:
        await copy.write("".join(rows))
