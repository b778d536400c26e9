"""Leases of the dead are taken back; while nobody could tell that they live, none is."""

from datetime import datetime, timedelta

from sqlalchemy import URL

from tests.dialer.dialling import HOUSE, NOON, SHOP, PlayedClock, count
from tests.jobs.playing import claimed, dialled, run, running
from voicebot.jobs.recovery import Recovery
from voicebot.store.leases import Recovered, keep_alive

SILENT_S = 0.2
"""Less than the test's server has been running, by its own clock."""


async def looks(recovery: Recovery, clock: PlayedClock, count_: int) -> Recovered:
    """So many looks, a twentieth of a second apart."""
    done = Recovered()
    for _ in range(count_):
        done = await recovery.look()
        if done != Recovered():
            return done
        clock.go_on(seconds=0.05)
    return done


def test_a_silent_holders_calls_are_released_or_failed(database: URL) -> None:
    async def play() -> None:
        async with running(database, SHOP, 2) as (engine, _number):
            first, _second = await claimed(engine, 2)
            await dialled(engine, first)
            clock = PlayedClock(NOON + timedelta(seconds=1))
            recovery = Recovery(engine, HOUSE, clock, SILENT_S)
            done = await looks(recovery, clock, 10)
            assert (done.released, done.failed) == (1, 1)
            assert await count(engine, "leases") == 0
            assert await count(engine, "attempts WHERE result = 'failed'") == 1

    run(play)


def test_who_has_just_begun_to_look_waits_until_the_living_could_tell(
    database: URL,
) -> None:
    async def play() -> None:
        async with running(database, SHOP, 1) as (engine, _number):
            await claimed(engine)
            clock = PlayedClock(NOON + timedelta(minutes=10))
            recovery = Recovery(engine, HOUSE, clock, SILENT_S)
            assert await looks(recovery, clock, 3) == Recovered()
            async with engine.begin() as connection:
                await keep_alive(connection, "one", clock())
            assert await looks(recovery, clock, 3) == Recovered()
            assert await count(engine, "leases") == 1

    run(play)


def test_after_a_gap_the_living_are_given_time_again(database: URL) -> None:
    async def play() -> None:
        async with running(database, SHOP, 1) as (engine, _number):
            clock = PlayedClock()
            recovery = Recovery(engine, HOUSE, clock, SILENT_S)
            await looks(recovery, clock, 10)
            await claimed(engine, now=clock())
            clock.go_on(minutes=5)  # the database was away, or this machine slept
            assert await looks(recovery, clock, 3) == Recovered()
            assert (await looks(recovery, clock, 10)).released == 1

    run(play)


def test_a_server_that_has_just_started_is_given_time_too(database: URL) -> None:
    long_s = timedelta(days=365).total_seconds()

    async def play() -> None:
        async with running(database, SHOP, 1) as (engine, _number):
            await claimed(engine)
            clock = PlayedClock(datetime.max.replace(tzinfo=NOON.tzinfo, year=2040))
            recovery = Recovery(engine, HOUSE, clock, long_s)
            for _ in range(10):
                assert await recovery.look() == Recovered()
                clock.go_on(days=100)

    run(play)
