"""The database as one node has it: started once, its address given to every process."""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError

from voicebot.errors import StoreError
from voicebot.settings import Settings
from voicebot.store.database import (
    cannot_connect,
    check_migrated,
    check_version,
    embedded_folder,
)
from voicebot.store.embedded import revive
from voicebot.store.ready import ready_database_url

logger = logging.getLogger(__name__)

ADDRESS_VARIABLE = "VOICEBOT_DATABASE__URL"
LOOKS_EVERY_S = 3.0
"""How often it is asked whether the embedded server lives; it reads one small file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeDatabase:
    """`url` None: there is none, or it does not start; `folder` is the embedded one's.

    `trouble` is a sentence for people: why campaigns cannot be dialled now.
    """

    url: URL | None = None
    folder: Path | None = None
    trouble: str | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """What tells the node's processes where it is."""
        if self.url is None:
            return {}
        address = self.url.set(drivername="postgresql")
        return {ADDRESS_VARIABLE: address.render_as_string(hide_password=False)}


NO_DATABASE = NodeDatabase()


def needs_database(settings: Settings) -> bool:
    """Whether some process of the node works with it."""
    return settings.campaigns.lines > 0 or settings.web.port is not None


@contextmanager
def node_database(settings: Settings) -> Iterator[NodeDatabase]:
    """The database, running as long as this is held.

    The embedded one is brought to this version's tables; one's own is only looked at,
    for other machines' older robots may use it. Whatever is wrong with it is a trouble,
    for callers are answered without it.
    """
    with ExitStack() as held:
        found = _opened(settings, held) if needs_database(settings) else NO_DATABASE
        if found.trouble:
            logger.error("database_not_ready", extra={"sentence": found.trouble})
        yield found


def _opened(settings: Settings, held: ExitStack) -> NodeDatabase:
    url = None
    try:
        url = held.enter_context(ready_database_url(settings))
        if settings.database.url is not None:
            _look_at(url)
    except StoreError as error:
        return NodeDatabase(url=url, trouble=str(error))
    folder = None if settings.database.url else embedded_folder(settings)
    return NodeDatabase(url=url, folder=folder)


async def keep_alive(database: NodeDatabase) -> None:
    """Start the embedded server again whenever it dies; for ever."""
    loop = asyncio.get_running_loop()
    while database.folder is not None:
        await asyncio.sleep(LOOKS_EVERY_S)
        try:
            if await loop.run_in_executor(None, revive, database.folder):
                logger.error("database_started_again")
        except StoreError as error:
            told = {"sentence": str(error)}
            logger.error("database_not_ready", extra=told)  # noqa: TRY400  # said in it


def _look_at(url: URL) -> None:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            check_version(connection)
            check_migrated(connection)
    except DBAPIError as error:
        raise cannot_connect(url, error) from error
    finally:
        engine.dispose()
