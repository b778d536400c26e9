from sqlalchemy import URL

from benchmarks.claims import closing, latency
from benchmarks.filled_base import NOON, fill
from tests.store.conftest import (  # noqa: F401  # fixtures of a real PostgreSQL
    database,
    server,
)
from tests.store.dialling import Desk, played
from voicebot.store.progress import progress_of


def test_a_filled_base_is_claimed_from_and_put_off_to_the_last(
    database: URL,  # noqa: F811  # the fixture that is imported above
) -> None:
    async def play(desk: Desk) -> None:
        await fill(desk.engine, 200)
        async with desk.engine.begin() as connection:
            told = await progress_of(connection, 1, NOON)
        assert (told.contacts, told.due) == (200, 152)
        figures = await latency(desk.engine, 200, 4)
        assert 0 < figures.claim_least_ms <= figures.claim_p50_ms
        assert await desk.count("attempts") == 5
        assert (await closing(desk.engine, 200)).put_off_per_s > 0
        night = "contacts WHERE next_at <= '2026-11-23 19:00+00'"
        assert await desk.count(night) == 0

    played(database, play)
