"""The database as requests use it: it may be away when one comes, and back for the next."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from voicebot.errors import StoreError
from voicebot.i18n import _
from voicebot.store.database import cannot_connect, check_migrated, check_version
from voicebot.web.problem import Kind, RequestRefused

CONNECTIONS = 5
"""A CRM's requests take milliseconds; exports and imports hold one for minutes."""

MORE_CONNECTIONS = 5
WAITS_S = 5.0
ONE_MOMENT = "REPEATABLE READ"
STATEMENT_S = 60
GONE_MS = 10_000
"""Who acknowledges nothing that long is gone, however open the connection looks."""

_TOO_SLOW = ("57014", "55P03", "40P01", "40001")
"""SQLSTATE: cancelled for its time, a lock not to be had, a deadlock, a collision."""
READY_WITHIN_S = 3.0
RETRY_AFTER_S = 5


class Database:
    """Connections, opened at the first request and again after the server was away."""

    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url,
            pool_pre_ping=True,
            pool_size=CONNECTIONS,
            max_overflow=MORE_CONNECTIONS,
            pool_timeout=WAITS_S,
            hide_parameters=True,
            connect_args={
                "options": f"-c statement_timeout={STATEMENT_S}s",
                "tcp_user_timeout": GONE_MS,
            },
        )
        self._is_checked = False

    @property
    def engine(self) -> AsyncEngine:
        return self._engine

    async def close(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(
        self, *, is_one_moment: bool = False
    ) -> AsyncIterator[AsyncConnection]:
        """A connection whose changes are dropped; it may see all as it was at one moment.

        Raises:
            RequestRefused: the database is away, or has other tables than this code.
        """
        with self.translated_errors():
            async with self._engine.connect() as connection:
                await self._check(connection)
                if is_one_moment:
                    connection = await connection.execution_options(
                        isolation_level=ONE_MOMENT
                    )
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Likewise, a transaction that is kept when the block ends well."""
        with self.translated_errors():
            async with self._engine.connect() as connection:
                await self._check(connection)
                async with connection.begin():
                    yield connection

    async def check(self) -> None:
        """Whether requests can be served now.

        Raises:
            RequestRefused: they cannot.
        """
        self._is_checked = False
        try:
            async with asyncio.timeout(READY_WITHIN_S), self.reading():
                pass
        except TimeoutError as error:
            raise away(_no_answer()) from error

    @contextmanager
    def translated_errors(self) -> Iterator[None]:
        """What the database raises inside, as what a client can act on."""
        try:
            yield
        except PoolTimeoutError as error:
            raise away(_busy()) from error
        except (OperationalError, InterfaceError) as error:
            raise away(self._trouble(error)) from error
        except IntegrityError as error:
            raise RequestRefused(Kind.CONFLICT, _at_once()) from error
        except DataError as error:
            raise RequestRefused(Kind.INVALID, _cannot_hold(error)) from error

    def _trouble(self, error: DBAPIError) -> str:
        if getattr(error.orig, "sqlstate", None) in _TOO_SLOW:
            return _busy()
        self._is_checked = False
        return str(cannot_connect(self._engine.url, error))

    async def _check(self, connection: AsyncConnection) -> None:
        """Once a time that the server is there: another may have come in its place."""
        if self._is_checked:
            return
        try:
            await connection.run_sync(check_version)
            await connection.run_sync(check_migrated)
        except StoreError as error:
            raise away(str(error)) from error
        await connection.rollback()
        self._is_checked = True


def away(sentence: str) -> RequestRefused:
    headers = {"Retry-After": str(RETRY_AFTER_S)}
    return RequestRefused(Kind.AWAY, sentence, headers=headers)


def _busy() -> str:
    return _("the database has too much to do just now; try again in some seconds")


def _at_once() -> str:
    return _("somebody else did the same at this moment; look what there is now")


def _no_answer() -> str:
    return _(
        "the database does not answer in {seconds:.0f} s; check that it runs"
    ).format(seconds=READY_WITHIN_S)


def _cannot_hold(error: DBAPIError) -> str:
    why = " ".join(str(error.orig).split())
    return _("the database cannot hold what was sent: {why}; correct it").format(
        why=why
    )
