"""A database that can be worked with at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL

from voicebot.settings import Settings
from voicebot.store.database import database_url
from voicebot.store.upgrading import upgrade_database


@contextmanager
def ready_database_url(settings: Settings) -> Iterator[URL]:
    """Where the database is; the embedded server runs as long as this is held.

    The embedded one is brought to this version's tables, for no other robot uses it.
    One's own is left as it is, for other machines may run an older robot on it.

    Raises:
        StoreError: the embedded server does not start, or its tables cannot be made.
    """
    with database_url(settings) as url:
        if settings.database.url is None:
            upgrade_database(url)
        yield url
