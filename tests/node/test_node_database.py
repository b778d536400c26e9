"""One database for all processes of a node, whatever state it is in."""

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, text

from tests.node.test_child import until
from voicebot.node.node_database import (
    NO_DATABASE,
    NodeDatabase,
    keep_alive,
    node_database,
)
from voicebot.node.plan import plan_of
from voicebot.settings import Settings
from voicebot.store.database import DRIVER
from voicebot.store.embedded import running_server
from voicebot.store.revision import newest_revision

REVISION = text("SELECT version_num FROM alembic_version")


def settings_of(database: Mapping[str, Any], **more: Any) -> Settings:
    return Settings.model_validate(
        {"database": database, "campaigns": {"lines": 1}, **more}
    )


def revision_at(database: NodeDatabase) -> str:
    """Read as the node's processes would: by what the environment tells them."""
    assert database.url
    [address] = database.environment.values()
    assert address.startswith("postgresql://")
    engine = create_engine(address.replace("postgresql", DRIVER, 1))
    with engine.connect() as connection:
        revision: str = connection.execute(REVISION).scalar_one()
    engine.dispose()
    return revision


def test_a_node_without_campaigns_and_interface_starts_none(tmp_path: Path) -> None:
    settings = settings_of({"folder": tmp_path / "none"}, campaigns={"lines": 0})
    with node_database(settings) as database:
        assert database == NO_DATABASE
    assert not (tmp_path / "none").exists()
    assert plan_of(settings).beside == ()


def test_a_new_user_s_database_has_its_tables_at_once(tmp_path: Path) -> None:
    with node_database(settings_of({"folder": tmp_path / "new"})) as database:
        assert database.trouble is None
        assert revision_at(database) == newest_revision()


def test_an_embedded_server_that_was_killed_is_started_again(tmp_path: Path) -> None:
    folder = tmp_path / "pg"

    def pid() -> int:
        return int((folder / "postmaster.pid").read_text().split()[0])

    async def check(database: NodeDatabase) -> None:
        killed = pid()
        os.kill(killed, signal.SIGKILL)
        async with asyncio.timeout(30), asyncio.TaskGroup() as group:
            keeping = group.create_task(keep_alive(database))
            await until(lambda: pid() != killed)
            keeping.cancel()

    with node_database(settings_of({"folder": folder})) as database:
        asyncio.run(check(database))
        assert revision_at(database) == newest_revision()


def test_one_s_own_database_is_only_looked_at(tmp_path: Path) -> None:
    with running_server(tmp_path / "own") as server:
        url = empty_database(server)
        address = url.set(drivername="postgresql").render_as_string(False)
        with node_database(settings_of({"url": address})) as database:
            assert database.url
            assert database.trouble
            assert "voicebot db upgrade" in database.trouble


def empty_database(server: URL) -> URL:
    url = server.set(drivername=DRIVER)
    name = f"test_{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name)


def test_a_server_that_is_away_is_a_trouble_and_no_failure() -> None:
    nobody = "postgresql://voicebot@127.0.0.1:1/voicebot"
    with node_database(settings_of({"url": nobody})) as database:
        assert database.url
        assert database.trouble
        assert database.trouble.startswith("cannot connect")


def test_an_embedded_one_that_does_not_start_leaves_callers_their_robot(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    with node_database(settings_of({"folder": tmp_path / "file"})) as database:
        assert database.url is None
        assert database.trouble
        assert database.environment == {}


@pytest.mark.parametrize(
    ("lines", "port", "names"),
    [(1, None, ["jobs"]), (0, 8080, ["jobs", "web"]), (2, 0, ["jobs", "web"])],
)
def test_jobs_and_the_interface_stand_beside_the_phones(
    lines: int, port: int | None, names: list[str]
) -> None:
    settings = settings_of({}, campaigns={"lines": lines}, web={"port": port})
    assert [one.name for one in plan_of(settings).beside] == names
