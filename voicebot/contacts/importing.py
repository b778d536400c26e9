"""From a base to a report of what is wrong with it, and on into a campaign."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from voicebot.contacts.columns import Column
from voicebot.contacts.finding import Finding
from voicebot.contacts.guessing import guessed_columns
from voicebot.contacts.heading import HeadedTable
from voicebot.contacts.known_numbers import note_elsewhere, take_out_known
from voicebot.contacts.letting_in import Entry, let_in
from voicebot.contacts.report import ImportReport
from voicebot.contacts.row_reader import RowReader
from voicebot.contacts.staging import Staging, staging
from voicebot.contacts.table import MOST_ROWS, Table
from voicebot.contacts.target import Target
from voicebot.contacts.unusable import UnusableBase
from voicebot.errors import StoreError
from voicebot.i18n import _
from voicebot.scenario.slot import Slot

_TOLD_EVERY = 1_000
"""Rows between two reports of how far it is."""


class Base:
    """A base whose columns are known and that nobody has read to its end.

    Raises:
        UnusableBase: its beginning is none of a base, or has no telephone numbers.
    """

    def __init__(
        self,
        table: Table,
        file: str,
        slots: Mapping[str, Slot],
        told: Mapping[str, str] | None = None,
    ) -> None:
        self.file = file
        self.table = table
        self.headed = HeadedTable(table)
        self.columns: tuple[Column, ...] = guessed_columns(
            self.headed.headings, tuple(slots), told
        )


class Checked:
    """A base that was read and waits to be let in; `report` says what was found."""

    def __init__(
        self, connection: AsyncConnection, target: Target, report: ImportReport
    ) -> None:
        self._connection = connection
        self._target = target
        self.report = report

    async def store(self) -> ImportReport:
        """Let in those who were accepted, and say what came of it."""
        target, told = self._target, self.report
        done = await let_in(
            self._connection,
            Entry(
                campaign_id=target.campaign_id,
                file=told.file,
                priority=target.rules.priority,
                refused=told.refused,
                now=target.now,
                is_elsewhere_refused=target.is_elsewhere_refused,
            ),
        )
        return replace(
            told,
            import_id=done.import_id,
            accepted=done.accepted,
            findings=_by_line([*told.findings, *done.late]),
        )


@asynccontextmanager
async def checked_base(
    engine: AsyncEngine,
    base: Base,
    target: Target,
    tell: Callable[[float], None] = lambda share: None,
) -> AsyncIterator[Checked]:
    """Read the base and hold it against the database; nothing is stored yet.

    `tell` hears now and then how much of it was read, 0 to 1.

    Raises:
        UnusableBase: it goes on as no base does, or is too long.
        StoreError: the database broke off.
    """
    with _broken_off_told():
        async with engine.connect() as connection, staging(connection) as waiting:
            yield await _checked(connection, waiting, base, target, tell)


@contextmanager
def _broken_off_told() -> Iterator[None]:
    """What the driver says shows rows of the base: only its first line is told."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise StoreError(
            _(
                "the database broke off: {why}; import the base again, nobody comes in"
                " twice"
            ).format(why=str(cause).partition("\n")[0])
        ) from error


async def _checked(
    connection: AsyncConnection,
    waiting: Staging,
    base: Base,
    target: Target,
    tell: Callable[[float], None],
) -> Checked:
    reader = RowReader(
        base.columns, target.wanted, base.headed.title, base.headed.width
    )
    rows = await _read(base, reader, waiting, tell)
    known = await _known(connection, target)
    report = ImportReport(
        campaign=target.rules.name,
        file=base.file,
        shape=base.table.shape,
        columns=reader.columns,
        rows=rows,
        accepted=await _count(connection, "incoming"),
        numbers=await _count(connection, "incoming_phones"),
        findings=_by_line([*reader.findings, *known]),
        lacking=reader.lacking,
        unknown_zones=reader.unknown_zones,
    )
    await connection.commit()
    return Checked(connection, target, report)


async def _read(
    base: Base, reader: RowReader, waiting: Staging, tell: Callable[[float], None]
) -> int:
    """How many rows there were."""
    count = 0
    for count, row in enumerate(base.headed.rows(), 1):
        if count > MOST_ROWS:
            raise UnusableBase(
                _("{file} has more than {most} rows; split it").format(
                    file=base.file, most=MOST_ROWS
                )
            )
        if count % _TOLD_EVERY == 0:
            tell(base.table.share_read)
        person = reader.read(row)
        if person is not None:
            await waiting.add(person)
    await waiting.finish()
    tell(1.0)
    return count


async def _known(connection: AsyncConnection, target: Target) -> list[Finding]:
    found = await take_out_known(
        connection,
        target.campaign_id,
        is_elsewhere_refused=target.is_elsewhere_refused,
    )
    if not target.is_elsewhere_refused:
        found += await note_elsewhere(connection, target.campaign_id)
    return found


async def _count(connection: AsyncConnection, table: str) -> int:
    found = await connection.execute(text(f"SELECT count(*) FROM {table}"))
    count: int = found.scalar_one()
    return count


def _by_line(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: one.line)
