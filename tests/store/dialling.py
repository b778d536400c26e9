"""Campaigns on a real database, with moments of the test's own."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncEngine

from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.phone import Phone
from voicebot.campaign.rules import HouseRules
from voicebot.campaign.state import ContactState
from voicebot.store.campaigns import (
    CampaignStatus,
    create_campaign,
    edit_campaign,
    set_status,
)
from voicebot.store.claims import Claim, claim
from voicebot.store.contacts import add_contact, contact_state
from voicebot.store.database import open_database
from voicebot.store.leases import Recovered, note_dialled, recover
from voicebot.store.outcomes import keep_outcome

T = TypeVar("T")
NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""A Monday, by the clock of Moscow."""
MOSCOW, MAGADAN = "Europe/Moscow", "Asia/Magadan"
HOUSE = HouseRules()
ANY_TRUNK = (TrunkBudget(name="main"),)


def after(**spans: float) -> datetime:
    """Noon and `hours`, `minutes`, `seconds`."""
    return NOON + timedelta(**spans)


def rules_text(name: str, rules: str = "") -> str:
    return f"campaign: {name}\nscenario: shop\ntest: true\n{rules}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a test does with campaigns; each call is a transaction of its own."""

    engine: AsyncEngine

    async def campaign(self, name: str = "shop", rules: str = "") -> int:
        """A running one."""
        async with self.engine.begin() as connection:
            written = rules_text(name, rules)
            row = await create_campaign(connection, written, now=NOON)
            running = CampaignStatus.RUNNING
            await set_status(connection, row.id, running, now=NOON)
            return row.id

    async def edit(self, campaign: int, name: str, rules: str) -> None:
        async with self.engine.begin() as connection:
            await edit_campaign(connection, campaign, rules_text(name, rules))

    async def status(self, campaign: int, status: CampaignStatus) -> None:
        async with self.engine.begin() as connection:
            await set_status(connection, campaign, status, now=NOON)

    async def contact(
        self,
        campaign: int,
        *numbers: str,
        zone: str = MOSCOW,
        next_at: datetime = NOON,
        priority: int = 0,
        promised: bool = False,
    ) -> int:
        phones = tuple(Phone(number=each, zones=(zone,)) for each in numbers)
        state = ContactState(phones=phones, next_at=next_at, priority=priority)
        if promised:
            state = replace(state, promised_at=next_at)
        async with self.engine.begin() as connection:
            return await add_contact(connection, campaign, state, {"name": "Анна"})

    async def contacts(self, campaign: int, count: int, prefix: str = "495") -> None:
        for number in range(count):
            await self.contact(campaign, f"+7{prefix}{number:07}")

    async def claim(
        self,
        wanted: int = 1,
        *,
        now: datetime = NOON,
        trunks: Sequence[TrunkBudget] = ANY_TRUNK,
        house: HouseRules = HOUSE,
        holder: str = "here",
    ) -> tuple[Claim, ...]:
        return await claim(
            self.engine,
            now=now,
            wanted=wanted,
            holder=holder,
            trunks=trunks,
            house=house,
        )

    async def one(self, *, now: datetime = NOON) -> Claim:
        (found,) = await self.claim(1, now=now)
        return found

    async def dial(self, lease_id: int, at: datetime = NOON) -> bool:
        async with self.engine.begin() as connection:
            return await note_dialled(connection, lease_id, at)

    async def end(
        self,
        call: Claim,
        result: AttemptResult = AttemptResult.NO_ANSWER,
        *,
        at: datetime = NOON,
        outcome: str | None = None,
        promised_at: datetime | None = None,
        is_do_not_call: bool = False,
    ) -> ContactState | None:
        attempt = Attempt(
            at=at,
            phone=call.number,
            result=result,
            outcome=outcome,
            promised_at=promised_at,
            is_do_not_call=is_do_not_call,
        )
        return await keep_outcome(
            self.engine, call.lease_id, attempt, call.rules, HOUSE
        )

    async def called(self, *, now: datetime = NOON) -> Claim:
        """One contact, dialled and on the line."""
        found = await self.one(now=now)
        assert await self.dial(found.lease_id, now)
        return found

    async def recover(self, now: datetime) -> Recovered:
        return await recover(self.engine, now, 30, HOUSE)

    async def state(self, contact: int) -> ContactState:
        async with self.engine.begin() as connection:
            return await contact_state(connection, contact)

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        async with self.engine.begin() as connection:
            found = await connection.execute(text(query))
            return [tuple(row) for row in found]

    async def run(self, statement: str) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(text(statement))

    async def count(self, what: str) -> int:
        ((found,),) = await self.rows(f"SELECT count(*) FROM {what}")
        assert isinstance(found, int)
        return found


def played(url: URL, play: Callable[[Desk], Awaitable[T]]) -> T:
    async def run() -> T:
        async with open_database(url) as engine:
            return await play(Desk(engine=engine))

    return asyncio.run(run())
