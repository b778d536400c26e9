"""Bringing a database to this code's tables, by a connection of its own."""

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError

from voicebot.store.database import cannot_connect, check_version
from voicebot.store.revision import Upgrade, upgrade


def upgrade_database(url: URL) -> Upgrade:
    """All revisions that are missing, in one transaction.

    Raises:
        StoreError: nobody lets us in, or PostgreSQL is too old.
    """
    engine = create_engine(url)
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise cannot_connect(url, error) from error
    try:
        with connection, connection.begin():
            check_version(connection)
            return upgrade(connection)
    finally:
        engine.dispose()
