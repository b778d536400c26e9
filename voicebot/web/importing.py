"""Files of contacts: read and stored beside the requests, a few at a time."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, NullPool
from sqlalchemy.ext.asyncio import create_async_engine

from voicebot.contacts.importing import Base, checked_base
from voicebot.contacts.opening import open_table
from voicebot.contacts.report import ImportReport
from voicebot.contacts.target import Target
from voicebot.contacts.unusable import UnusableBase
from voicebot.i18n import _
from voicebot.logs.bound import CarryingThreads
from voicebot.web.problem import Kind, RequestRefused

AT_ONCE = 2
MOST = 4
"""Those that wait for a thread too; more are refused."""

RETRY_AFTER_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """`path` is where the file lies for now, `name` what its sender calls it.

    `told` are uses of columns, by title or number. A dry one stores nothing.
    """

    path: Path
    name: str
    told: Mapping[str, str]
    sheet: str | None
    is_dry: bool


class Importer:
    """Has `AT_ONCE` threads, each with an event loop and a connection while it imports.

    Rows of a file take the processor for seconds, in which requests would wait.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._threads = CarryingThreads(AT_ONCE, thread_name_prefix="import")
        self._begun = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """For one file, from its first byte to its report.

        Raises:
            RequestRefused: all are taken.
        """
        if self._begun >= MOST:
            raise self._full()
        self._begun += 1
        try:
            yield
        finally:
            self._begun -= 1

    def _full(self) -> RequestRefused:
        return RequestRefused(
            Kind.TOO_MANY,
            _("{count} files are being imported; send yours when they are done").format(
                count=self._begun
            ),
            headers={"Retry-After": str(RETRY_AFTER_S)},
        )

    async def run(self, upload: Upload, target: Target) -> ImportReport:
        """What was found in the file, and stored unless it was a dry run.

        Raises:
            UnusableBase: the file is no base, or its columns are not as told.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(
                self._threads, lambda: asyncio.run(_import(self._url, upload, target))
            )
        except UnusableBase as error:
            sentence = str(error).replace(str(upload.path), upload.name)
            raise RequestRefused(Kind.INVALID, sentence) from error

    async def close(self) -> None:
        """Wait for the imports that have begun."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)


async def _import(url: URL, upload: Upload, target: Target) -> ImportReport:
    table = open_table(upload.path, upload.sheet)
    base = Base(table, upload.name, target.slots, upload.told)
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with checked_base(engine, base, target) as checked:
            return checked.report if upload.is_dry else await checked.store()
    finally:
        await engine.dispose()
