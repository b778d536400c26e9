"""Whatever happens in whatever order: facts of contacts, leases and attempts agree."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import URL

from tests.store.dialling import HOUSE, NOON, Desk, played
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.store.campaigns import CampaignStatus
from voicebot.store.claims import Claim
from voicebot.store.do_not_call import forbid
from voicebot.store.outcomes import keep_outcome

RULES = """
lines: 4
retries:
  not_reached:
    on: [no_answer, busy, rejected, unavailable, machine]
    series: [{attempts: 2, every: 20min}, {attempts: 2, every: 1h}]
callbacks: {attempts: 2, every: 15min}
lists: {silent: {as: no_answer}}
"""
NUMBERS = [f"+749500000{digit:02}" for digit in range(20)]
STEPS = 90


@dataclass(slots=True)
class Day:
    """Some people of two campaigns who share numbers, and a dialer that forgets much."""

    desk: Desk
    source: random.Random
    now: datetime = NOON
    claimed: list[Claim] = field(default_factory=list)
    on_line: list[tuple[Claim, datetime]] = field(default_factory=list)
    lost: list[tuple[Claim, datetime]] = field(default_factory=list)
    forbidden_at: dict[str, datetime] = field(default_factory=dict)

    async def begin(self) -> None:
        for name in ("shop", "debt"):
            campaign = await self.desk.campaign(name, RULES)
            for _ in range(9):
                numbers = self.source.sample(NUMBERS, self.source.randint(1, 2))
                await self.desk.contact(campaign, *numbers)

    async def step(self) -> None:
        self.now += timedelta(seconds=self.source.randint(1, 600))
        chances = {
            self.claim: 4,
            self.dial: 5,
            self.end: 5,
            self.lose: 1,
            self.end_late: 2,
            self.recover: 1,
            self.forbid: 0.3,
            self.pause: 0.5,
        }
        (happens,) = self.source.choices(list(chances), list(chances.values()))
        await happens()

    async def claim(self) -> None:
        wanted = self.source.randint(1, 3)
        self.claimed += await self.desk.claim(wanted, now=self.now)

    async def dial(self) -> None:
        while self.claimed:
            one = self.claimed.pop()
            if await self.desk.dial(one.lease_id, self.now):
                assert not self.forbidden_at.keys() & {
                    phone.number for phone in one.state.phones
                }
                self.on_line.append((one, self.now))

    async def end(self) -> None:
        if self.on_line:
            await self._told(*self.on_line.pop())

    async def lose(self) -> None:
        """The process is killed: what it held falls silent."""
        self.claimed.clear()
        self.lost += self.on_line
        self.on_line.clear()

    async def end_late(self) -> None:
        if self.lost:
            await self._told(*self.source.choice(self.lost))

    async def recover(self) -> None:
        """Whoever still holds anything was silent too long as well."""
        self.now += timedelta(minutes=15)
        self.lost += self.on_line
        self.on_line.clear()
        await self.desk.recover(self.now)

    async def forbid(self) -> None:
        await self._forbid(self.source.choice(NUMBERS))

    async def pause(self) -> None:
        statuses = [*[CampaignStatus.RUNNING] * 3, CampaignStatus.PAUSED]
        await self.desk.status(self.source.randint(1, 2), self.source.choice(statuses))

    async def _told(self, one: Claim, at: datetime) -> None:
        result = self.source.choice(list(AttemptResult))
        is_answered = result is AttemptResult.ANSWERED
        end = Attempt(
            at=at,
            phone=one.number,
            result=result,
            outcome=self.source.choice(["agreed", "silent"]) if is_answered else None,
            promised_at=at + timedelta(hours=1)
            if is_answered and self.source.random() < 0.3
            else None,
            is_do_not_call=is_answered and self.source.random() < 0.1,
        )
        await keep_outcome(self.desk.engine, one.lease_id, end, one.rules, HOUSE)
        if end.is_do_not_call:
            self.forbidden_at.setdefault(one.number, self.now)

    async def _forbid(self, number: str) -> None:
        async with self.desk.engine.begin() as connection:
            await forbid(connection, number, since=self.now, reason="asked")
        self.forbidden_at.setdefault(number, self.now)


AMISS = {
    "claimed without a lease, or the other way round": """
        SELECT contacts.id FROM contacts LEFT JOIN leases ON contact_id = contacts.id
        WHERE is_claimed <> (leases.id IS NOT NULL)""",
    "attempts that the state does not count, or the other way round": """
        SELECT id FROM contacts WHERE (
            SELECT count(*) FROM attempts WHERE contact_id = contacts.id
        ) <> jsonb_array_length(state->'dialled'->'recent')
             + CAST(state->'dialled'->>'earlier' AS integer)""",
    "neither finished nor waiting": """
        SELECT id FROM contacts WHERE (finished_at IS NULL) <> (next_at IS NOT NULL)""",
    "a lease and its attempt at once": """
        SELECT leases.id FROM leases JOIN attempts ON lease_id = leases.id""",
    "more lines than a campaign has": """
        SELECT campaign_id FROM leases GROUP BY campaign_id HAVING count(*) > 4""",
}


@pytest.mark.parametrize("seed", range(6))
def test_facts_agree_after_each_step_of_any_day(database: URL, seed: int) -> None:
    async def play(desk: Desk) -> int:
        day = Day(desk=desk, source=random.Random(seed))
        await day.begin()
        for number in range(STEPS):
            await day.step()
            for what, query in AMISS.items():
                assert await desk.rows(query) == [], (number, what)
        return await desk.count("attempts")

    assert played(database, play) > 3
