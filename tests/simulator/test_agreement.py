"""What is simulated is what happens: database, dialer and all, the same calls are made."""

import asyncio
import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.campaign.campaigning import CAMPAIGNS
from tests.dialer.dialling import QUICK, PlayedClock, terms, until
from tests.simulator.townsfolk import published, scripts
from voicebot.dialer.dialer import Dialer, Timing
from voicebot.simulator.contacts import people_of
from voicebot.simulator.simulation import Setup, simulate
from voicebot.simulator.text_caller import TextCaller
from voicebot.store.campaigns import CampaignStatus, create_campaign, set_status
from voicebot.store.contacts import add_contact
from voicebot.store.database import open_database

PEOPLE = 14
LINES = 2 * PEOPLE
"""Nobody waits for a line: so both make each call at the very moment it is due."""
RULES = (CAMPAIGNS / "base_refresh.yaml").read_text("utf-8") + "\ntest: true\n"
SOON = Timing(look_s=0.01, beat_s=QUICK.beat_s, patience=QUICK.patience)

Call = tuple[str, datetime, str, str | None, float, float, str]
"""Number, moment, result, outcome, how long it rang and was talked, and the card."""


@dataclass(slots=True)
class Days:
    """Time that stands still until everybody has done what there is to do."""

    engine: AsyncEngine
    clock: PlayedClock
    ends: datetime
    claims: int = 0
    _lasting: list[tuple[datetime, int, asyncio.Event]] = field(default_factory=list)

    async def lasts(self, seconds: float) -> None:
        over = asyncio.Event()
        ends_at = self.clock() + timedelta(seconds=seconds)
        heapq.heappush(self._lasting, (ends_at, id(over), over))
        await over.wait()

    def claimed(self, _seconds: float) -> None:
        self.claims += 1

    async def pass_by(self, dialer: Dialer) -> None:
        while True:
            await self._come_to_rest(dialer)
            moments = [each[0] for each in self._lasting[:1]] + await self._due()
            if not moments or min(moments) >= self.ends:
                return
            self.clock.now = max(self.clock.now, min(moments))
            while self._lasting and self._lasting[0][0] <= self.clock.now:
                heapq.heappop(self._lasting)[2].set()

    async def _come_to_rest(self, dialer: Dialer) -> None:
        """Nothing more happens at this moment: two claims ended, and all calls go on."""
        await until(lambda: dialer.live == len(self._lasting))
        looked = self.claims + 2
        dialer.wake()
        await until(lambda: self.claims >= looked)
        await until(lambda: dialer.live == len(self._lasting))

    async def _due(self) -> list[datetime]:
        query = text(
            "SELECT min(next_at) FROM contacts"
            " WHERE finished_at IS NULL AND NOT is_claimed"
        )
        async with self.engine.connect() as connection:
            found = (await connection.execute(query)).scalar_one()
        return [] if found is None else [found]


async def lived(url: URL, setup: Setup) -> list[Call]:
    """The same campaign through the database and a dialer whose caller is text."""
    clock = PlayedClock(setup.starts.astimezone(UTC))
    async with open_database(url) as engine:
        async with engine.begin() as connection:
            row = await create_campaign(connection, RULES, now=clock())
            for each in setup.contacts:
                await add_contact(connection, row.id, each.state, each.slots)
            running = CampaignStatus.RUNNING
            await set_status(connection, row.id, running, now=clock())
        days = Days(engine, clock, setup.ends)
        people = people_of(setup.contacts)
        caller = TextCaller(people, scripts(), clock, lines=LINES, lasts=days.lasts)
        dialer = Dialer(
            engine,
            caller,
            terms(lines=LINES),
            now=clock,
            timing=SOON,
            claimed=days.claimed,
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(dialer.run())
            await days.pass_by(dialer)
            dialer.drain()
        return await kept(engine)


async def kept(engine: AsyncEngine) -> list[Call]:
    query = text(
        "SELECT phone, at, result, outcome, rang_s, talked_s, fields FROM attempts"
        " ORDER BY at, phone"
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    return [
        (number, at.astimezone(UTC), *rest, card(fields))
        for number, at, *rest, fields in rows
    ]


def card(fields: Mapping[str, str]) -> str:
    return str(sorted(fields.items()))


def test_a_dialer_on_a_database_makes_the_calls_that_were_simulated(
    database: URL,
) -> None:
    setup = published(PEOPLE, lines=LINES, days=6)
    simulated = sorted(
        (
            call.attempt.phone,
            call.attempt.at.astimezone(UTC),
            str(call.attempt.result),
            call.attempt.outcome,
            call.attempt.rang_s,
            call.attempt.talked_s,
            card(call.attempt.fields),
        )
        for call in simulate(setup).dialled
    )
    made = asyncio.run(lived(database, setup))
    assert len(simulated) > 2 * PEOPLE
    assert any("status" in written for *_call, written in simulated)
    assert sorted(made) == simulated
