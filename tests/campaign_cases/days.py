"""A campaign's days on a clock that jumps from call to call."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.rules import HouseRules
from voicebot.dialer.dialer import Dialer
from voicebot.dialer.ledger import Terms
from voicebot.simulator.kind import Kind
from voicebot.simulator.people import People
from voicebot.simulator.person import Person
from voicebot.simulator.scripts import Scripts
from voicebot.simulator.text_caller import TextCaller
from voicebot.store.campaigns import campaign_named
from voicebot.store.database import open_database
from voicebot.store.progress import Progress, progress_of

LINES = 4
TERMS = Terms(
    holder="desk",
    lines=LINES,
    trunks=(TrunkBudget(name="main"),),
    house=HouseRules(),
)


class Days:
    """The real dialer over the real database, for one campaign at a time."""

    def __init__(self, engine: AsyncEngine, campaign: str, begins: datetime) -> None:
        self.now = begins
        self._engine = engine
        self._campaign = campaign
        self._claimed = asyncio.Event()

    async def pass_by(
        self, persons: Mapping[str, Person], scripts: Scripts, until: datetime
    ) -> None:
        """Everybody who is due before `until` is called at their moment."""
        caller = TextCaller(People(persons), scripts, lambda: self.now, lines=LINES)
        dialer = Dialer(
            self._engine,
            caller,
            TERMS,
            now=lambda: self.now,
            claimed=lambda _seconds: self._claimed.set(),
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(dialer.run())
            while await self._has_more(until):
                await self._call_all(dialer)
            dialer.drain()

    async def _has_more(self, until: datetime) -> bool:
        progress = await self._progress()
        if progress.next_at is None or progress.next_at >= until:
            return False
        self.now = max(self.now, progress.next_at)
        return True

    async def _call_all(self, dialer: Dialer) -> None:
        """Until nobody is due at this moment, and no call goes on."""
        while (await self._progress()).due or dialer.live:
            self._claimed.clear()
            dialer.wake()
            await self._claimed.wait()
            await asyncio.sleep(0)  # what was claimed begins

    async def _progress(self) -> Progress:
        async with self._engine.begin() as connection:
            row = await campaign_named(connection, self._campaign)
            assert row is not None
            return await progress_of(connection, row.id, self.now)


def live_through(
    url: URL,
    campaign: str,
    kinds: Mapping[str, Kind],
    scripts: Scripts,
    *,
    begins: datetime,
    until: datetime,
) -> None:
    persons = {number: Person(kind=kind, seed=1) for number, kind in kinds.items()}

    async def lived() -> None:
        async with open_database(url) as engine:
            days = Days(engine, campaign, begins)
            await days.pass_by(persons, scripts, until)

    asyncio.run(lived())
