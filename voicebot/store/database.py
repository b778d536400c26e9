"""From settings to a database that answers and has the tables this code needs."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from voicebot.errors import StoreError
from voicebot.i18n import _
from voicebot.settings import PROJECT_DIR, Settings
from voicebot.store.embedded import running_server
from voicebot.store.job_tables import lacks_job_steps
from voicebot.store.revision import current_revision, newest_revision

OLDEST_VERSION = 15
"""PostgreSQL's oldest release that still gets mended (postgresql.org, versioning)."""
DRIVER = "postgresql+psycopg"


@contextmanager
def database_url(settings: Settings) -> Iterator[URL]:
    """Where the database is; the embedded server runs as long as this is held.

    Raises:
        StoreError: the embedded server does not start, or the address is none.
    """
    named = settings.database.url
    if named is not None:
        yield with_driver(_parsed(named.get_secret_value()), settings)
        return
    with running_server(embedded_folder(settings)) as url:
        yield with_driver(url, settings)


def embedded_folder(settings: Settings) -> Path:
    """Where the embedded server's files lie."""
    folder = settings.database.folder or settings.folders.var / "postgres"
    return PROJECT_DIR / folder


def _parsed(address: str) -> URL:
    try:
        return make_url(address)
    except (ArgumentError, ValueError):
        # The cause would show the address, and its password, in a traceback.
        raise StoreError(
            _(
                "database.url is no address of a database; write one like"
                " postgresql://user:word@host:5432/name"
            )
        ) from None


def with_driver(url: URL, settings: Settings) -> URL:
    seconds = str(settings.database.connect_s)
    return url.set(drivername=DRIVER).update_query_dict({"connect_timeout": seconds})


@asynccontextmanager
async def open_database(
    url: URL, *, connections: int = 5
) -> AsyncIterator[AsyncEngine]:
    """Connections to a database that has every table: so many are kept open at most.

    As many again are made where these are not enough. Errors show no names or numbers.

    Raises:
        StoreError: nobody lets us in, PostgreSQL is too old, tables are missing.
    """
    engine = create_async_engine(
        url,
        pool_pre_ping=True,
        pool_size=connections,
        max_overflow=connections,
        hide_parameters=True,
    )
    try:
        await _check(engine)
        yield engine
    finally:
        await engine.dispose()


async def _check(engine: AsyncEngine) -> None:
    try:
        async with engine.connect() as connection:
            await connection.run_sync(check_version)
            await connection.run_sync(check_migrated)
    except DBAPIError as error:
        raise cannot_connect(engine.url, error) from error


def check_version(connection: Connection, oldest: int = OLDEST_VERSION) -> None:
    """Of the server.

    Raises:
        StoreError: it is older than `oldest`.
    """
    found = int((connection.dialect.server_version_info or (0,))[0])
    if found < oldest:
        raise StoreError(
            _(
                "the database is PostgreSQL {found}; at least {oldest} is needed:"
                " upgrade it, or name another in database.url"
            ).format(found=found, oldest=oldest)
        )


def check_migrated(connection: Connection) -> None:
    """That its tables are those of this code.

    Raises:
        StoreError: they are older, newer, or not there.
    """
    found, needed = current_revision(connection), newest_revision()
    if found != needed or lacks_job_steps(connection):
        raise StoreError(
            _(
                "the database is at revision {found}, this voicebot needs {needed};"
                " run voicebot db upgrade"
            ).format(found=found or _("none"), needed=needed)
        )


def cannot_connect(url: URL, error: DBAPIError) -> StoreError:
    why = " ".join(str(error.orig).split())
    return StoreError(
        _(
            "cannot connect to the database {url}: {why}; check database.url and"
            " that PostgreSQL runs"
        ).format(url=url.set(query={}).render_as_string(hide_password=True), why=why)
    )
