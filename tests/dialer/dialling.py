"""Campaigns in a real database, and telephones that do as they are told."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from tests.campaign.campaigning import MOSCOW, at
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.phone import Phone
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.state import ContactState
from voicebot.dialer.caller import RecordedCall
from voicebot.dialer.dialer import Dialer, Timing
from voicebot.dialer.ledger import Terms
from voicebot.dialer.order import CallOrder
from voicebot.dialer.patience import Patience
from voicebot.store.campaigns import CampaignStatus, create_campaign, set_status
from voicebot.store.contacts import add_contact

NOON = at("2026-11-23 12:00").astimezone(UTC)
MAIN = TrunkBudget(name="main")
HOUSE = HouseRules()
SHOP = """
campaign: shop
scenario: shop
test: true
retries:
  not_reached:
    on: [no_answer, busy]
    series: [{attempts: 3, every: 1h}]
    then: недозвон
"""
QUICK = Timing(
    look_s=0.05,
    beat_s=0.1,
    patience=Patience(first_s=0.01, longest_s=0.05, deadline_s=5.0),
)


class PlayedClock:
    """The time is whatever a test says."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **more: float) -> None:
        self.now += timedelta(**more)


Answer = Callable[[CallOrder], AttemptResult]


class PlayedCaller:
    """Lines whose calls end when `hold` is set, as `answer` says; none is dialled twice."""

    def __init__(self, clock: PlayedClock, *, lines: int = 4) -> None:
        self.lines = lines
        self.live: list[CallOrder] = []
        self.dialled: list[CallOrder] = []
        self.answer: Answer = lambda _order: AttemptResult.NO_ANSWER
        self.hold = asyncio.Event()
        self.hold.set()
        self._clock = clock

    @property
    def free(self) -> int:
        return self.lines - len(self.live)

    async def call(self, order: CallOrder) -> Attempt | RecordedCall:
        assert self.free > 0, "a call too many"
        self.live.append(order)
        self.dialled.append(order)
        try:
            result = self.answer(order)
            attempt = Attempt(at=self._clock(), phone=order.number, result=result)
            await self.hold.wait()
        finally:
            self.live.remove(order)
        return RecordedCall(attempt=attempt, call_folder=f"calls/{order.lease_id}")


async def campaign(
    connection: AsyncConnection, rules: str = SHOP, *, contacts: int = 1, first: int = 0
) -> int:
    """A running one; its contacts have the numbers from +7495000000`first` on."""
    row = await create_campaign(connection, rules, now=NOON)
    for number in range(first, first + contacts):
        await add_contact(connection, row.id, person(number), {"client_name": "Анна"})
    await set_status(connection, row.id, CampaignStatus.RUNNING, now=NOON)
    return row.id


def person(number: int, next_at: datetime = NOON) -> ContactState:
    phone = Phone(number=f"+7495{number:07d}", zones=(MOSCOW,))
    return ContactState(phones=(phone,), next_at=next_at)


def terms(lines: int = 4, holder: str = "test/phone-0") -> Terms:
    return Terms(holder=holder, lines=lines, trunks=(MAIN,), house=HOUSE)


@asynccontextmanager
async def dialling(
    engine: AsyncEngine,
    caller: PlayedCaller,
    clock: PlayedClock,
    by: Terms | None = None,
    timing: Timing = QUICK,
) -> AsyncIterator[Dialer]:
    """A dialer that runs within the block, and is drained at its end."""
    dialer = Dialer(engine, caller, by or terms(), now=clock, timing=timing)
    async with asyncio.TaskGroup() as group:
        group.create_task(dialer.run())
        yield dialer
        dialer.drain()


async def until(is_so: Callable[[], bool], within_s: float = 5.0) -> None:
    async with asyncio.timeout(within_s):
        while not is_so():  # noqa: ASYNC110  # what is waited for is not this loop's
            await asyncio.sleep(0.005)


async def count(engine: AsyncEngine, query: str) -> int:
    """Of a table's rows, `query` begins with its name."""
    async with engine.connect() as connection:
        found = await connection.execute(text(f"SELECT count(*) FROM {query}"))
        number: int = found.scalar_one()
        return number


async def counts(engine: AsyncEngine, *tables: str) -> Mapping[str, int]:
    return {table: await count(engine, table) for table in tables}
