"""A whole play: campaigns are dialled, everything is killed, and the end is judged."""

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from tests.dialer.chaos.actors import Stage
from tests.dialer.chaos.gateway import open_gateway
from tests.dialer.chaos.journal import Journal, dials_of
from tests.dialer.chaos.judging import Verdict, aftermath, judge, unfinished
from tests.dialer.chaos.killing import Cast, kill_server, on_stage, start_server
from tests.dialer.chaos.scene import set_up
from voicebot.store.database import DRIVER
from voicebot.store.embedded import running_server

WITHIN_S = 90.0
"""What is left after the last kill is done by then, on a machine with much else to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """`servers` of `kills` are of PostgreSQL itself; `pause_s` lies between two on average."""

    kills: int = 200
    servers: int = 4
    contacts: int = 450
    pause_s: float = 0.06
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What happened."""

    verdict: Verdict
    kills: Mapping[str, int]
    messages: int
    messages_twice: int
    took_s: float


def play(folder: Path, how: Play) -> Played:
    """In the new folder `folder`."""
    began_s = time.monotonic()
    server = folder / "postgres"
    with running_server(server) as address, open_gateway() as gateway:
        url = address.set(drivername=DRIVER)
        first = asyncio.run(set_up(url, how.contacts))
        stage = Stage(
            database=url.render_as_string(hide_password=False),
            journal=str(folder / "journal"),
            gateway=gateway.url,
        )
        with on_stage(stage, folder / "log") as cast:
            _kill(cast, server, how)
            kills = dict(cast.kills)
            _wait(url)
        dials = dials_of(Journal(folder / "journal").lines())
        verdict = judge(first, asyncio.run(aftermath(url)), dials)
    return Played(
        verdict=verdict,
        kills=kills,
        messages=len(gateway.taken),
        messages_twice=sum(count > 1 for count in gateway.taken.values()),
        took_s=time.monotonic() - began_s,
    )


def _kill(cast: Cast, server: Path, how: Play) -> None:
    drawer = random.Random(how.seed)
    every = how.kills // how.servers if how.servers else how.kills + 1
    for number in range(1, how.kills + 1):
        time.sleep(drawer.expovariate(1 / how.pause_s))
        if number % every == 0:
            kill_server(server)
            start_server(server)
            cast.kills["server"] += 1
        else:
            cast.kill_one("jobs" if drawer.random() < 0.1 else "dial", drawer)


def _wait(url: URL) -> None:
    until_s = time.monotonic() + WITHIN_S
    while time.monotonic() < until_s and asyncio.run(unfinished(url)):
        time.sleep(0.5)
