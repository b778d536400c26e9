from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine

from voicebot.store.revision import Upgrade, newest_revision
from voicebot.store.tables import METADATA
from voicebot.store.upgrading import upgrade_database


def test_migrations_make_the_tables_of_the_code(database: URL) -> None:
    engine = create_engine(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_an_upgrade_says_where_it_began_and_a_second_one_changes_nothing(
    empty_database: URL,
) -> None:
    newest = newest_revision()
    assert upgrade_database(empty_database) == Upgrade(before=None, after=newest)
    assert upgrade_database(empty_database) == Upgrade(before=newest, after=newest)
