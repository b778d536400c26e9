"""A node that dials loses a process, its database, or is told to leave."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.campaigning import (
    ASKS,
    QUICK,
    WITHIN_S,
    Base,
    embedded,
    node_settings,
    start_campaign,
    with_tables,
)
from tests.e2e.conftest import Speak
from tests.e2e.provider import provider
from tests.e2e.running_node import node_in, outcomes
from voicebot.store.embedded import running_server

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

NUMBERS = [f"+7926000000{n}" for n in range(1, 5)]
ASKING = """\
campaign: leads
scenario: asks
test: true
"""
WAITS = """\
scenario: waits
about: Ждёт ответа.
defaults: {noinput: 60s}
nodes:
  hello: {say: Это робот. Вам удобно говорить?, on: {yes: bye, no: bye}}
  bye: {say: До свидания., outcome: done, hang_up: true}
"""
WAITING = """\
campaign: waits
scenario: waits
retries: {failed: {series: [{attempts: 3, every: 1s}]}}
lists: {hung_up: помолчали}
test: true
"""


def test_a_killed_phone_s_call_is_made_again_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    all_talk = "SELECT count(dialled_at) FROM leases"

    async def check() -> set[str]:
        async with (
            asyncio.timeout(WITHIN_S),
            SubscriberProcess("--ring", "200ms", "--hang-up-after", "10s") as phone,
            provider(dict.fromkeys(NUMBERS, phone.uri)) as trunk,
        ):
            settings = embedded(tmp_path, lines=len(NUMBERS))
            node_settings(tmp_path, {"host": trunk.host}, {"waits": WAITS}, **settings)
            async with node_in(tmp_path) as node:
                await start_campaign(base.url, WAITING, NUMBERS)
                await base.until(all_talk, len(NUMBERS))
                await node.until_talking("phone-0")
                await node.until_talking("phone-1")
                killed = base.rows(
                    "SELECT number FROM leases WHERE holder LIKE '%/phone-1/%'"
                )
                await node.kill("phone-1")
                await base.until_finished()
            assert trunk.dialled == {
                number: 1 + ({"number": number} in killed) for number in NUMBERS
            }
            return {row["number"] for row in killed}

    with running_server(tmp_path / "postgres") as url:
        base = Base(with_tables(url))
        killed = asyncio.run(check())
        results = base.rows(
            "SELECT phone, string_agg(result, ' ' ORDER BY at) AS results"
            " FROM attempts GROUP BY phone"
        )
        lists = base.rows("SELECT DISTINCT list FROM contacts")
    assert killed
    assert {row["phone"]: row["results"] for row in results} == {
        number: "failed answered" if number in killed else "answered"
        for number in NUMBERS
    }
    assert [row["list"] for row in lists] == ["помолчали"]


def test_a_database_that_is_away_costs_callers_nothing_and_campaigns_a_wait(
    speak: Speak, tmp_path: Path
) -> None:
    yes = str(speak("Да, конечно."))
    address = f"postgresql://postgres@/postgres?host={tmp_path / 'postgres'}"
    settings = {
        "database": {"url": address, "connect_s": 2},
        "campaigns": {"lines": 2},
        "numbers": {"100": str(tmp_path / "dialogs" / "asks.yaml")},
        "sip": {**QUICK, "accept": "anyone"},
    }

    async def check() -> None:
        async with (
            asyncio.timeout(WITHIN_S),
            SubscriberProcess("--ring", "200ms", "--hang-up-after", "1s") as phone,
            provider({NUMBERS[0]: phone.uri}) as trunk,
        ):
            node_settings(tmp_path, {"host": trunk.host}, {"asks": ASKS}, **settings)
            async with node_in(tmp_path) as node:
                called = await node.address_of("phone-0")
                async with SubscriberProcess("--place", called, "--reply", yes) as one:
                    assert (await one.report())["disposition"] == "answered"
                await node.until_trouble("phone-0", "cannot connect to the database")
                with running_server(tmp_path / "postgres") as url:
                    base = Base(with_tables(url))
                    await start_campaign(base.url, ASKING, NUMBERS[:1])
                    await base.until_finished()
                    await node.until_trouble("phone-0", "")
                await node.until_trouble("phone-0", "the database does not answer")
                node.signal(signal.SIGTERM)
                assert await node.ended() == 0

    asyncio.run(check())
    assert outcomes(tmp_path) == ["agreed", "hung_up"]


def test_sigterm_lets_a_campaign_s_calls_end_and_begins_no_more(
    tmp_path: Path,
) -> None:
    async def check() -> None:
        async with (
            asyncio.timeout(WITHIN_S),
            SubscriberProcess("--ring", "200ms", "--hang-up-after", "3s") as phone,
            provider(dict.fromkeys(NUMBERS, phone.uri)) as trunk,
        ):
            settings = embedded(tmp_path, lines=1)
            node_settings(tmp_path, {"host": trunk.host}, {"waits": WAITS}, **settings)
            async with node_in(tmp_path) as node:
                await start_campaign(base.url, WAITING, NUMBERS)
                await node.until_talking("phone-0")
                node.signal(signal.SIGTERM)
                assert await node.ended() == 0
            assert trunk.dialled.total() == 1

    with running_server(tmp_path / "postgres") as url:
        base = Base(with_tables(url))
        asyncio.run(check())
        attempts = base.rows("SELECT result, hung_up FROM attempts")
        leases = base.rows("SELECT FROM leases")
    ended = {"result": "answered", "hung_up": True}
    assert [dict(row) for row in attempts] == [ended]
    assert leases == []


def test_the_embedded_database_is_killed_and_nothing_is_lost(tmp_path: Path) -> None:
    numbers = [f"+792600002{n:02}" for n in range(8)]
    some = "SELECT count(*) BETWEEN 2 AND 6 FROM contacts WHERE finished_at IS NOT NULL"

    async def check() -> None:
        async with (
            asyncio.timeout(WITHIN_S),
            SubscriberProcess("--ring", "200ms", "--hang-up-after", "2s") as phone,
            provider(dict.fromkeys(numbers, phone.uri)) as trunk,
        ):
            settings = embedded(tmp_path, lines=2)
            node_settings(tmp_path, {"host": trunk.host}, {"waits": WAITS}, **settings)
            async with node_in(tmp_path):
                await start_campaign(base.url, WAITING, numbers)
                await base.until(some, expected=True)
                pid_file = tmp_path / "postgres" / "postmaster.pid"
                os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
                await base.until_finished()
            assert trunk.dialled == dict.fromkeys(numbers, 1)

    with running_server(tmp_path / "postgres") as url:
        base = Base(with_tables(url))
        asyncio.run(check())
        results = base.rows("SELECT result, count(*) FROM attempts GROUP BY result")
    assert [dict(row) for row in results] == [{"result": "answered", "count": 8}]
