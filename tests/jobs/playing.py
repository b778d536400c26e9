"""Campaigns whose calls are told, not made."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from tests.dialer.dialling import HOUSE, MAIN, NOON, campaign
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.rules import CampaignRules
from voicebot.store.campaigns import CampaignRow, campaign_by_id
from voicebot.store.claims import Claim, claim
from voicebot.store.database import open_database
from voicebot.store.leases import note_dialled
from voicebot.store.outcomes import keep_outcome


@asynccontextmanager
async def running(
    url: URL, rules: str, contacts: int
) -> AsyncIterator[tuple[AsyncEngine, int]]:
    """A campaign that runs since noon, and its id."""
    async with open_database(url) as engine:
        async with engine.begin() as connection:
            number = await campaign(connection, rules, contacts=contacts)
        yield engine, number


async def claimed(
    engine: AsyncEngine, count: int = 1, now: datetime = NOON, holder: str = "one"
) -> tuple[Claim, ...]:
    return await claim(
        engine, now=now, wanted=count, holder=holder, trunks=(MAIN,), house=HOUSE
    )


async def dialled(engine: AsyncEngine, one: Claim, now: datetime = NOON) -> None:
    async with engine.begin() as connection:
        assert await note_dialled(connection, one.lease_id, now)


async def told(
    engine: AsyncEngine, one: Claim, attempt: Attempt, rules: CampaignRules
) -> None:
    await keep_outcome(engine, one.lease_id, attempt, rules, HOUSE)


async def call_all(
    engine: AsyncEngine,
    result: AttemptResult,
    *,
    now: datetime = NOON,
    most: int = 1000,
    like: Attempt | None = None,
) -> int:
    """Whoever is due is called, a second apart, and it ends so; gives how many."""
    count = 0
    for one in await claimed(engine, most, now):
        at = now + timedelta(seconds=count)
        await dialled(engine, one, at)
        model = like or Attempt(at=at, phone=one.number, result=result)
        attempt = replace(model, at=at, phone=one.number, result=result)
        await told(engine, one, attempt, one.rules)
        count += 1
    return count


async def row_of(engine: AsyncEngine, number: int) -> CampaignRow:
    async with engine.connect() as connection:
        row = await campaign_by_id(connection, number)
    assert row is not None
    return row


async def execute(connection: AsyncConnection, query: str) -> None:
    await connection.execute(text(query))


def run(play: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await play()

    asyncio.run(whole())
