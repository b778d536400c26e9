import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine, text

from tests.store.dialling import NOON, Desk, after, played
from voicebot.errors import StoreError
from voicebot.store.campaigns import CampaignStatus
from voicebot.store.revision import MIGRATIONS, Upgrade, newest_revision
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


OLD = """
INSERT INTO campaigns (name) VALUES ('shop');
INSERT INTO contacts (campaign_id, slots, next_at, priority, finished_at, state) VALUES
  (1, '{"name": "Анна"}', '2026-11-23 09:00+00', 70, NULL,
   '{"next_phone": 0, "list": "подумает", "promised_at": null}'),
  (1, '{}', '2026-11-23 09:00+00', 0, NULL,
   '{"next_phone": 0, "list": null, "promised_at": "2026-11-23T09:00:00Z"}'),
  (1, '{}', NULL, 0, '2026-11-22 09:00+00', '{"next_phone": 0, "list": "недозвон"}');
INSERT INTO phones SELECT id, 0, '+7495000000' || id, '["Europe/Moscow"]', '' FROM contacts;
INSERT INTO attempts (contact_id, at, phone, result, rang_s, talked_s, is_do_not_call)
  VALUES (3, '2026-11-22 09:00+00', '+74950000003', 'no_answer', 30, 0, false);
"""


def at_revision(url: URL, revision: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, revision)
    engine.dispose()


def test_contacts_of_the_first_revision_go_on_where_they_were(
    empty_database: URL,
) -> None:
    at_revision(empty_database, "0001")
    run(empty_database, OLD)
    assert upgrade_database(empty_database).before == "0001"

    async def play(desk: Desk) -> None:
        first, second, third = [await desk.state(each) for each in (1, 2, 3)]
        assert (first.list, first.priority, first.next_at) == ("подумает", 70, NOON)
        assert second.promised_at == NOON
        assert (third.list, third.finished_at) == ("недозвон", after(hours=-24))
        assert await desk.rows("SELECT campaign_id, fields FROM attempts") == [(1, {})]
        assert await desk.claim(9) == ()  # its rules were in a file
        await desk.edit(1, "shop", "")
        await desk.status(1, CampaignStatus.RUNNING)
        assert [each.contact_id for each in await desk.claim(9)] == [2, 1]

    played(empty_database, play)


def test_jobs_have_their_tables_and_a_step_they_lack_is_found_and_taken(
    database: URL,
) -> None:
    # Procrastinate's last step replaces what it makes, so it can be taken again.
    last = "DELETE FROM job_steps WHERE name = (SELECT max(name) FROM job_steps)"
    run(database, last)
    with pytest.raises(StoreError, match="run voicebot db upgrade"):
        played(database, lambda desk: desk.count("contacts"))
    upgrade_database(database)
    assert played(database, lambda desk: desk.count("contacts")) == 0
