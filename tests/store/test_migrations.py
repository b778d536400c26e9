import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine, text

from voicebot.errors import StoreError
from voicebot.store.revision import Upgrade, newest_revision
from voicebot.store.tables import METADATA
from voicebot.store.upgrading import upgrade_database


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Procrastinate's tables are made by its own steps."""
    return not (name or "").startswith("procrastinate_")


def test_migrations_make_the_tables_of_the_code(database: URL) -> None:
    engine = create_engine(database)
    with engine.connect() as connection:
        opts = {
            "compare_type": True,
            "compare_server_default": True,
            "include_name": is_ours,
        }
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_an_upgrade_says_where_it_began_and_a_second_one_changes_nothing(
    empty_database: URL,
) -> None:
    newest = newest_revision()
    assert upgrade_database(empty_database) == Upgrade(before=None, after=newest)
    assert upgrade_database(empty_database) == Upgrade(before=newest, after=newest)


def run(url: URL, sql: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


def test_tables_of_a_newer_program_are_left_alone(database: URL) -> None:
    run(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="at revision 9999, which this voicebot does"):
        upgrade_database(database)


def test_a_user_who_may_not_make_tables_is_told_so(empty_database: URL) -> None:
    user = f"guest_{empty_database.database}"
    run(empty_database, f"CREATE ROLE {user} LOGIN")
    with pytest.raises(StoreError, match=r"cannot be made: permission denied .*; give"):
        upgrade_database(empty_database.set(username=user))
