"""Bringing a database to this code's tables, by a connection of its own."""

from alembic.util import CommandError
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from voicebot.errors import StoreError
from voicebot.i18n import _
from voicebot.store.database import cannot_connect, check_version
from voicebot.store.revision import Upgrade, current_revision, upgrade

_ALONE = text("SELECT pg_advisory_xact_lock(7203002)")
"""Two commands may be the first ones at the same time."""


def upgrade_database(url: URL) -> Upgrade:
    """All revisions that are missing, in one transaction.

    Raises:
        StoreError: nobody lets us in, PostgreSQL is too old, its tables are newer than
            this code, or its user may not make tables.
    """
    engine = create_engine(url)
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise cannot_connect(url, error) from error
    try:
        with connection, connection.begin():
            check_version(connection)
            connection.execute(_ALONE)
            return _upgraded(connection)
    finally:
        engine.dispose()


def _upgraded(connection: Connection) -> Upgrade:
    found = current_revision(connection)
    try:
        return upgrade(connection)
    except CommandError as error:
        raise StoreError(
            _(
                "the database is at revision {found}, which this voicebot does not know;"
                " install the newer voicebot that made it"
            ).format(found=found)
        ) from error
    except DBAPIError as error:
        raise StoreError(
            _(
                "the tables cannot be made: {why}; give the database's user the right"
                " to make them"
            ).format(why=" ".join(str(error.orig).split()))
        ) from error
