"""A real PostgreSQL: one server a worker, a database of its own for each test."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, text

from voicebot.store.database import DRIVER
from voicebot.store.embedded import running_server
from voicebot.store.upgrading import upgrade_database


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    with running_server(tmp_path_factory.mktemp("postgres")) as url:
        yield url.set(drivername=DRIVER)


@pytest.fixture
def empty_database(server: URL) -> URL:
    name = f"test_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name)


@pytest.fixture
def database(empty_database: URL) -> URL:
    """With all tables."""
    upgrade_database(empty_database)
    return empty_database
