"""How fast contacts are claimed and dialled, by the real database.

    python -m benchmarks.claims [--sizes 1000,10000,100000,1000000] [--claims 300]
                                [--processes 1,2,4] [--seconds 10] [--json out.json]

For each size a database is filled. `claim` is one claim of one contact (least, median,
95 of 100), each followed by its outcome, which is measured too; nobody else asks meanwhile.
`attempts` are made by processes that each keep four lines busy with calls that last no
time: claim, note that it is dialled, outcome with the next attempt planned. `closing`
is how many contacts a second are put off when all of them are due and no hours are open.
"""

import argparse
import asyncio
import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.filled_base import NOON, fill
from benchmarks.shares import nearest_rank
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.campaign.budget import TrunkBudget
from voicebot.campaign.rules import HouseRules
from voicebot.store.campaigns import all_campaigns
from voicebot.store.claims import Claim, claim
from voicebot.store.database import DRIVER, open_database
from voicebot.store.embedded import running_server
from voicebot.store.leases import note_dialled
from voicebot.store.outcomes import keep_outcome
from voicebot.store.progress import progress_of
from voicebot.store.upgrading import upgrade_database

console = Console(width=100)

LINES = 4
_NIGHT_H = 10
_LARGE = 100_000
"""Where contacts do not run out meanwhile."""
HOUSE = HouseRules()
TRUNKS = [TrunkBudget(name="main")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Of one claim and of one outcome, in milliseconds, with so many contacts.

    The least is what others on the machine disturb least.
    """

    contacts: int
    claim_least_ms: float
    claim_p50_ms: float
    claim_p95_ms: float
    outcome_p50_ms: float
    outcome_p95_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Attempts a second by so many processes, with so many contacts."""

    contacts: int
    processes: int
    attempts_per_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How many due contacts a second are put off when no hours are open."""

    contacts: int
    put_off_per_s: float


Figures = Latency | Rate | Closing


async def claimed(
    engine: AsyncEngine, wanted: int, hours: float = 0
) -> Sequence[Claim]:
    return await claim(
        engine,
        now=NOON + timedelta(hours=hours),
        wanted=wanted,
        holder=multiprocessing.current_process().name,
        trunks=TRUNKS,
        house=HOUSE,
    )


async def ended(engine: AsyncEngine, one: Claim) -> None:
    """Nobody answers, and the next attempt is in two hours."""
    attempt = Attempt(at=NOON, phone=one.number, result=AttemptResult.NO_ANSWER)
    await keep_outcome(engine, one.lease_id, attempt, one.rules, HOUSE)


async def latency(engine: AsyncEngine, contacts: int, claims: int) -> Latency:
    claim_s, outcome_s = [], []
    for _ in range(claims + 1):
        began_s = time.perf_counter()
        found = await claimed(engine, 1)
        claimed_s = time.perf_counter()
        for one in found:
            await ended(engine, one)
        claim_s.append(claimed_s - began_s)
        outcome_s.append(time.perf_counter() - claimed_s)
    # The first one opens a connection and reads the campaign's rules.
    return Latency(
        contacts=contacts,
        claim_least_ms=round(min(claim_s[1:]) * 1000, 2),
        claim_p50_ms=_percentile_ms(claim_s[1:], 50),
        claim_p95_ms=_percentile_ms(claim_s[1:], 95),
        outcome_p50_ms=_percentile_ms(outcome_s[1:], 50),
        outcome_p95_ms=_percentile_ms(outcome_s[1:], 95),
    )


async def dialling(url: URL, seconds: float) -> int:
    """Attempts that one process made."""
    made = 0

    async def line(engine: AsyncEngine, one: Claim) -> int:
        async with engine.begin() as connection:
            is_ours = await note_dialled(connection, one.lease_id, NOON)
        await ended(engine, one)
        return int(is_ours)

    async with open_database(url) as engine:
        until_s = time.perf_counter() + seconds
        while time.perf_counter() < until_s:
            found = await claimed(engine, LINES)
            made += sum(await asyncio.gather(*(line(engine, one) for one in found)))
            if not found:
                break
    return made


def dialling_process(
    address: str, seconds: float, together: Barrier, told: Connection
) -> None:
    """Begins when all others have imported what they need."""
    together.wait()
    told.send(asyncio.run(dialling(make_url(address), seconds)))


def rate(url: URL, contacts: int, processes: int, seconds: float) -> Rate:
    context = multiprocessing.get_context("spawn")
    told, telling = context.Pipe(duplex=False)
    together = context.Barrier(processes)
    task = (url.render_as_string(hide_password=False), seconds, together, telling)
    at_work = [
        context.Process(target=dialling_process, args=task) for _ in range(processes)
    ]
    for process in at_work:
        process.start()
    made = sum(told.recv() for _ in at_work)
    for process in at_work:
        process.join()
    return Rate(
        contacts=contacts, processes=processes, attempts_per_s=round(made / seconds, 1)
    )


async def closing(engine: AsyncEngine, contacts: int) -> Closing:
    """At night, when all who waited since noon are due."""
    due, spent_s = await _due(engine), 0.0
    while await _due(engine):
        began_s = time.perf_counter()
        await claimed(engine, LINES, hours=_NIGHT_H)
        spent_s += time.perf_counter() - began_s
    return Closing(contacts=contacts, put_off_per_s=round(due / spent_s))


async def _due(engine: AsyncEngine) -> int:
    async with engine.begin() as connection:
        at = NOON + timedelta(hours=_NIGHT_H)
        campaigns = await all_campaigns(connection)
        progress = await progress_of(connection, campaigns[0].id, at)
        return progress.due


@contextmanager
def filled(server: URL, contacts: int) -> Iterator[URL]:
    """A database of its own on `server`, gone afterwards."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"with_{contacts}"
    url = server.set(database=name)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        upgrade_database(url)
        yield url
        connection.execute(text(f"DROP DATABASE {name}"))
    engine.dispose()


def measure(server: URL, contacts: int, asked: argparse.Namespace) -> list[Figures]:
    figures: list[Figures] = []

    async def alone(url: URL) -> None:
        async with open_database(url) as engine:
            await fill(engine, contacts)
            figures.append(await latency(engine, contacts, asked.claims))

    async def at_night(url: URL) -> None:
        async with open_database(url) as engine:
            figures.append(await closing(engine, contacts))

    with filled(server, contacts) as url:
        asyncio.run(alone(url))
        if contacts >= _LARGE:
            figures += [
                rate(url, contacts, processes, asked.seconds)
                for processes in asked.processes
            ]
            asyncio.run(at_night(url))
    return figures


def _percentile_ms(values_s: Sequence[float], of_100: int) -> float:
    found = nearest_rank(values_s, of_100 / 100)
    return round((found or 0.0) * 1000, 2)


def _whole(written: str) -> list[int]:
    return [int(each) for each in written.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(description="Claims and attempts a second.")
    parser.add_argument(
        "--sizes", type=_whole, default=[10**power for power in (3, 4, 5, 6)]
    )
    parser.add_argument("--claims", type=int, default=300)
    parser.add_argument("--processes", type=_whole, default=[1, 2, 4])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures: list[Figures] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "postgres") as server,
    ):
        for contacts in asked.sizes:
            figures += measure(server.set(drivername=DRIVER), contacts, asked)
    show(figures)
    if asked.json:
        rows = [{"figure": type(each).__name__, **asdict(each)} for each in figures]
        asked.json.write_text(json.dumps(rows, indent=2), "utf-8")


def show(figures: Sequence[Figures]) -> None:
    for kind in (Latency, Rate, Closing):
        rows = [asdict(each) for each in figures if isinstance(each, kind)]
        if rows:
            table = Table(*(name.replace("_", " ") for name in rows[0]))
            for row in rows:
                table.add_row(*(str(value) for value in row.values()))
            console.print(table)


if __name__ == "__main__":
    main()
