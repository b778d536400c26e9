"""Several processes at one database: nobody is called twice, no budget is passed."""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import URL, make_url

from tests.store.dialling import NOON, Desk, after, played
from voicebot.campaign.budget import TrunkBudget
from voicebot.store.claims import Claim

PROCESSES = 3
CONTACTS = 120
TRUNKS = (TrunkBudget(name="thin", lines=3), TrunkBudget(name="wide", lines=4))
RULES = "lines: 5\nretries: {no_answer: {series: [{attempts: 1}]}}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A contact that a process was given, and how many lines were in use then."""

    contact_id: int
    number: str
    in_campaign: int
    in_trunk: int


async def dial_all(desk: Desk, holder: str) -> list[Seen]:
    """One of the processes: claims, calls and ends until nobody is left."""
    seen: list[Seen] = []
    idle = 0
    while idle < 3:
        calls = await desk.claim(3, trunks=TRUNKS, holder=holder)
        idle = 0 if calls else idle + 1
        for call in calls:
            seen.append(await looked(desk, call))
            await desk.dial(call.lease_id)
        for call in calls:
            await desk.end(call)
    return seen


async def looked(desk: Desk, call: Claim) -> Seen:
    return Seen(
        contact_id=call.contact_id,
        number=call.number,
        in_campaign=await desk.count(f"leases WHERE campaign_id = {call.campaign_id}"),
        in_trunk=await desk.count(f"leases WHERE trunk = '{call.trunk}'"),
    )


def one_process(task: tuple[str, str]) -> list[Seen]:
    address, holder = task
    return played(make_url(address), lambda desk: dial_all(desk, holder))


@pytest.fixture
def dialled(database: URL) -> Sequence[Seen]:
    """All that several processes saw while they dialled two bases that share numbers."""

    async def fill(desk: Desk) -> None:
        for name in ("shop", "debt"):
            await desk.contacts(await desk.campaign(name, RULES), CONTACTS // 2)

    played(database, fill)
    address = database.render_as_string(hide_password=False)
    tasks = [(address, f"process {number}") for number in range(PROCESSES)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        return [seen for each in pool.map(one_process, tasks, 1) for seen in each]


def test_processes_share_all_contacts_and_no_budget_is_passed(
    database: URL, dialled: Sequence[Seen]
) -> None:
    times = Counter(each.contact_id for each in dialled)
    assert len(times) == CONTACTS
    assert set(times.values()) == {1}
    assert max(each.in_campaign for each in dialled) <= 5
    assert max(each.in_trunk for each in dialled) <= 4
    left = played(database, lambda desk: desk.count("leases"))
    assert left == 0


def test_claims_at_one_moment_keep_the_pace_together(database: URL) -> None:
    trunks = (TrunkBudget(name="main", calls_per_s=10),)

    async def play(desk: Desk) -> list[datetime]:
        await desk.contacts(await desk.campaign(), 60)
        claims = await asyncio.gather(
            *(desk.claim(4, trunks=trunks, holder=str(each)) for each in range(6))
        )
        return sorted(call.dial_at for calls in claims for call in calls)

    moments = played(database, play)
    assert moments == [NOON + timedelta(milliseconds=100) * n for n in range(11)]


def test_many_recover_at_once_and_each_lease_is_recovered_once(database: URL) -> None:
    async def play(desk: Desk) -> tuple[int, int]:
        await desk.contacts(await desk.campaign(), 12)
        calls = await desk.claim(12)
        for call in calls[:6]:
            await desk.dial(call.lease_id)
        done = await asyncio.gather(*(desk.recover(after(minutes=1)) for _ in range(4)))
        assert await desk.count("attempts") == 6
        assert await desk.count("contacts WHERE is_claimed") == 0
        return (
            sum(each.released for each in done),
            sum(each.failed for each in done),
        )

    assert played(database, play) == (6, 6)


def test_an_end_and_a_recovery_at_one_moment_make_one_attempt(database: URL) -> None:
    async def play(desk: Desk) -> None:
        await desk.contacts(await desk.campaign(), 10)
        calls = await desk.claim(10)
        for call in calls:
            await desk.dial(call.lease_id)
        await asyncio.gather(
            *(desk.end(call) for call in calls),
            desk.recover(after(minutes=1)),
            desk.recover(after(minutes=1)),
        )
        attempts = await desk.rows("SELECT result, count(*) FROM attempts GROUP BY 1")
        assert attempts == [("no_answer", 10)]
        totals = await desk.rows(
            "SELECT DISTINCT jsonb_array_length(state->'dialled'->'recent')"
            " FROM contacts"
        )
        assert totals == [(1,)]

    played(database, play)
