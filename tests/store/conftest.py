"""A real PostgreSQL: one server a worker, a database of its own for each test."""

import functools
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, text

from voicebot.store.database import DRIVER
from voicebot.store.embedded import running_server
from voicebot.store.upgrading import upgrade_database


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """It waits for no disk: what it holds need not outlive the machine."""
    with running_server(tmp_path_factory.mktemp("postgres")) as running:
        url = running.set(drivername=DRIVER)
        _run(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield url


@pytest.fixture
def empty_database(server: URL) -> URL:
    return _created(server, f"test_{uuid4().hex}")


@pytest.fixture
def database(server: URL) -> URL:
    """With all tables."""
    return _created(server, f"test_{uuid4().hex}", f"TEMPLATE {_upgraded(server)}")


@functools.cache
def _upgraded(server: URL) -> str:
    """A database with all tables, to be copied: making them takes longer."""
    url = _created(server, "upgraded")
    upgrade_database(url)
    return "upgraded"


def _created(server: URL, name: str, how: str = "") -> URL:
    _run(server, f"CREATE DATABASE {name} {how}")
    return server.set(database=name)


def _run(url: URL, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
