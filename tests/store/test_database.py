import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import URL, create_engine, text

from voicebot.errors import StoreError
from voicebot.setting_parts.database import DatabaseSettings
from voicebot.settings import Settings
from voicebot.store.database import check_version, database_url, open_database
from voicebot.store.embedded import running_server
from voicebot.store.ready import ready_database_url
from voicebot.store.upgrading import upgrade_database


def settings(url: str) -> Settings:
    return Settings(database=DatabaseSettings(url=SecretStr(url), connect_s=2))


def opened(url: URL) -> None:
    async def run() -> None:
        async with open_database(url):
            pass

    asyncio.run(run())


def test_nobody_at_the_address_is_told_in_a_sentence_without_the_password() -> None:
    nowhere = "postgresql://robot:hidden@127.0.0.1:1/voicebot"
    with database_url(settings(nowhere)) as url:
        for use in (opened, upgrade_database):
            with pytest.raises(StoreError, match="cannot connect to the dat") as told:
                use(url)
            assert "hidden" not in str(told.value)
            assert "robot:***@127.0.0.1:1/voicebot" in str(told.value)
            assert "\n" not in str(told.value)


def test_a_database_without_tables_says_which_command_makes_them(
    empty_database: URL,
) -> None:
    with pytest.raises(StoreError, match=r"revision none.* run voicebot db upgrade"):
        opened(empty_database)


def test_ones_own_database_gets_no_tables_unasked(empty_database: URL) -> None:
    address = empty_database.set(drivername="postgresql")
    mine = settings(address.render_as_string(hide_password=False))
    with ready_database_url(mine) as url, pytest.raises(StoreError, match="db upgrade"):
        opened(url)


def test_an_old_server_is_refused_and_both_versions_are_named(database: URL) -> None:
    engine = create_engine(database)
    with (
        engine.connect() as connection,
        pytest.raises(StoreError, match=r"is PostgreSQL \d+; at least 99 is needed"),
    ):
        check_version(connection, oldest=99)
    engine.dispose()


def test_an_address_of_another_kind_of_database_is_no_setting() -> None:
    with pytest.raises(ValidationError, match="write an address like postgresql://"):
        DatabaseSettings(url=SecretStr("mysql://host/name"))


def test_an_address_that_cannot_be_read_is_refused_and_not_shown() -> None:
    with (
        pytest.raises(StoreError, match=r"database\.url is no address") as told,
        database_url(settings("postgresql://robot:hidden@host:door/name")),
    ):
        pass
    assert "hidden" not in str(told.value)


def test_the_embedded_server_keeps_what_was_written_when_it_starts_again(
    tmp_path: Path,
) -> None:
    mine = Settings(database=DatabaseSettings(folder=tmp_path / "postgres"))
    with ready_database_url(mine):
        pass
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()
    with database_url(mine) as url:
        opened(url)


def test_a_server_that_is_used_twice_runs_until_the_last_has_left(
    tmp_path: Path,
) -> None:
    with running_server(tmp_path / "postgres"):
        with running_server(tmp_path / "postgres"):
            pass
        assert (tmp_path / "postgres" / "postmaster.pid").exists()
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with (
        pytest.raises(StoreError, match=r"does not start in .*file/postgres"),
        running_server(tmp_path / "file" / "postgres"),
    ):
        pass


@pytest.mark.parametrize(
    ("release", "why"), [("9", "found version 9"), ("18", "pg_ctl → 1")]
)
def test_files_that_no_server_can_use_are_told_of_each_time(
    tmp_path: Path, release: str, why: str
) -> None:
    (tmp_path / "PG_VERSION").write_text(f"{release}\n", "utf-8")
    with (
        pytest.raises(StoreError, match=f"does not start in .*{why}.*; see its file"),
        running_server(tmp_path),
    ):
        pass
    with (
        pytest.raises(StoreError, match="does not start in "),
        running_server(tmp_path),
    ):
        pass


def test_the_driver_of_the_code_answers_behind_a_plain_address(server: URL) -> None:
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with database_url(settings(plain)) as url:
        engine = create_engine(url)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1
        engine.dispose()
