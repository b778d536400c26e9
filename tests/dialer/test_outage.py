"""A database that is away loses nothing, and nobody has to wake the dialer after it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from tests.dialer.chaos.killing import kill_server, start_server
from tests.dialer.dialling import (
    SHOP,
    PlayedCaller,
    PlayedClock,
    campaign,
    count,
    dialling,
    until,
)
from voicebot.store.database import DRIVER, open_database
from voicebot.store.embedded import running_server
from voicebot.store.upgrading import upgrade_database

pytestmark = pytest.mark.live


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "postgres"


@pytest.fixture
def own_database(folder: Path) -> Iterator[URL]:
    """On a server of the test's own."""
    with running_server(folder) as url:
        address = make_url(url).set(drivername=DRIVER)
        upgrade_database(address)
        yield address


def test_calls_that_end_while_the_database_is_away_are_told_when_it_is_back(
    own_database: URL, folder: Path
) -> None:
    async def run() -> None:
        clock = PlayedClock()
        caller = PlayedCaller(clock, lines=3)
        async with open_database(own_database) as engine:
            async with engine.begin() as connection:
                await campaign(connection, SHOP, contacts=5)
            caller.hold.clear()
            async with dialling(engine, caller, clock) as dialer:
                await until(lambda: len(caller.live) == 3)
                await asyncio.to_thread(kill_server, folder)
                caller.hold.set()
                await until(lambda: not caller.live)
                assert dialer.live == 3
                assert len(caller.dialled) == 3
                await asyncio.to_thread(start_server, folder)
                await until(lambda: len(caller.dialled) == 5, within_s=60.0)
                await until(lambda: dialer.live == 0, within_s=60.0)
            assert await count(engine, "attempts") == 5
            assert await count(engine, "leases") == 0
            assert await count(engine, "contacts WHERE is_claimed") == 0

    asyncio.run(run())


def test_a_dialer_may_be_there_before_its_database(
    own_database: URL, folder: Path
) -> None:
    async def run() -> None:
        clock = PlayedClock()
        caller = PlayedCaller(clock)
        async with open_database(own_database) as engine:
            async with engine.begin() as connection:
                await campaign(connection, SHOP, contacts=2)
            await asyncio.to_thread(kill_server, folder)
            async with dialling(engine, caller, clock):
                await asyncio.to_thread(start_server, folder)
                await until(lambda: len(caller.dialled) == 2, within_s=60.0)

    asyncio.run(run())
