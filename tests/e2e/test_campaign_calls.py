"""A node dials a campaign's contacts over SIP, and the database tells what came of it."""

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.campaigning import (
    QUICK,
    Base,
    node_settings,
    start_campaign,
    with_tables,
)
from tests.e2e.conftest import Speak
from tests.e2e.provider import RINGS, provider
from tests.e2e.running_node import node_in, outcomes
from voicebot.store.embedded import running_server

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

WITHIN_S = 150
ASKS = """\
scenario: asks
about: Спрашивает, удобно ли говорить.
nodes:
  first:
    say: Это робот. Вам удобно говорить?
    on: {yes: done, no: bye}
  done: {say: Спасибо. До свидания., outcome: agreed, hang_up: true}
  bye: {say: Хорошо. До свидания., outcome: refused, hang_up: true}
"""
CAMPAIGN = """\
campaign: leads
scenario: asks
ring: 3s
lists: {agreed: согласны, hung_up: бросили трубку}
legal: {label: "ООО «Ромашка»"}
test: true
"""
AGREES, IS_BUSY, IS_NOBODY, RINGS_ON, HANGS_UP = (
    f"+7926000000{n}" for n in range(1, 6)
)


PROMISES = """\
scenario: promises
about: Перезванивает, когда просят.
slots:
  callback_at: {type: time}
nodes:
  first: {say: Это робот. Вам удобно говорить?, on: {call_later: when, yes: done}}
  when:
    set: {callback_at: "{time | in 2 hours}"}
    say: Хорошо. До свидания.
    callback: {at: "{callback_at}"}
  done: {say: Спасибо. До свидания., outcome: agreed, hang_up: true}
"""
PROMISING = """\
campaign: promises
scenario: promises
callbacks: {most: 1, then: просит снова}
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


JOINS = """\
scenario: joins
about: Соединяет с сотрудником.
nodes:
  first: {say: Это робот. Соединить вас с сотрудником?, on: {yes: desk, no: bye}}
  desk:
    outcome: joined
    transfer: {to: desk, how: attended, ring: 20s, failed: bye}
  bye: {say: До свидания., hang_up: true}
"""
JOINING = """\
campaign: joins
scenario: joins
test: true
"""


def embedded(folder: Path, *, lines: int) -> dict[str, Any]:
    """Settings of a node with a database of its own."""
    return {
        "database": {"folder": str(folder / "postgres")},
        "campaigns": {"lines": lines},
    }


def test_each_contact_ends_where_the_rules_send_it(
    speak: Speak, tmp_path: Path
) -> None:
    yes = str(speak("Да, конечно."))
    settings = embedded(tmp_path, lines=3)

    async def check() -> None:
        async with (
            asyncio.timeout(WITHIN_S),
            SubscriberProcess("--ring", "300ms", "--reply", yes) as agrees,
            SubscriberProcess("--ring", "300ms", "--hang-up-after", "1s") as hangs_up,
            provider(
                {
                    AGREES: agrees.uri,
                    IS_BUSY: 486,
                    IS_NOBODY: 404,
                    RINGS_ON: RINGS,
                    HANGS_UP: hangs_up.uri,
                }
            ) as trunk,
        ):
            node_settings(tmp_path, {"host": trunk.host}, {"asks": ASKS}, **settings)
            await start_campaign(base.url, CAMPAIGN, list(trunk.answers))
            async with node_in(tmp_path):
                await base.until_finished()
            assert trunk.dialled == dict.fromkeys(trunk.answers, 1)
            assert trunk.names == {"ООО «Ромашка»"}

    with running_server(tmp_path / "postgres") as url:
        base = Base(with_tables(url))
        asyncio.run(check())
        found = {
            row["phone"]: row
            for row in base.rows(
                "SELECT attempts.*, contacts.list FROM attempts"
                " JOIN contacts ON contacts.id = attempts.contact_id"
            )
        }
    ends = {phone: (row["result"], row["list"]) for phone, row in found.items()}
    assert ends == {
        AGREES: ("answered", "согласны"),
        IS_BUSY: ("busy", "недозвон"),
        IS_NOBODY: ("invalid_number", "неверный номер"),
        RINGS_ON: ("no_answer", "недозвон"),
        HANGS_UP: ("answered", "бросили трубку"),
    }
    agreed, silent = found[AGREES], found[RINGS_ON]
    assert (agreed["outcome"], agreed["turns"], agreed["no_matches"]) == (
        ("agreed", 1, 0)
    )
    assert agreed["trunk"] == "main"
    assert 0.2 < agreed["rang_s"] < agreed["talked_s"]
    assert (tmp_path / "recordings" / agreed["call_folder"] / "audio.flac").is_file()
    assert 2.5 < silent["rang_s"] < 5
    assert silent["talked_s"] == 0
    assert [found[phone]["hung_up"] for phone in (AGREES, HANGS_UP)] == [False, True]


def test_a_promised_call_comes_at_its_minute(speak: Speak, tmp_path: Path) -> None:
    later = str(speak("Перезвоните через минуту."))

    async def check() -> None:
        async with (
            asyncio.timeout(WITHIN_S),
            SubscriberProcess("--ring", "200ms", "--reply", later) as phone,
            provider({AGREES: phone.uri}) as trunk,
        ):
            scenarios = {"promises": PROMISES}
            settings = embedded(tmp_path, lines=1)
            node_settings(tmp_path, {"host": trunk.host}, scenarios, **settings)
            await start_campaign(base.url, PROMISING, [AGREES])
            async with node_in(tmp_path):
                await base.until_finished()

    with running_server(tmp_path / "postgres") as url:
        base = Base(with_tables(url))
        asyncio.run(check())
        first, second = base.rows("SELECT at, promised_at FROM attempts ORDER BY at")
        [contact] = base.rows("SELECT list FROM contacts")
    assert second["at"] - first["at"] > timedelta(seconds=58)
    assert timedelta() <= second["at"] - first["promised_at"] < timedelta(seconds=5)
    assert contact["list"] == "просит снова"


def test_a_killed_phone_s_call_is_made_again_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    numbers = [AGREES, IS_BUSY, IS_NOBODY, RINGS_ON]
    all_talk = "SELECT count(dialled_at) FROM leases"

    async def check() -> set[str]:
        async with (
            asyncio.timeout(WITHIN_S),
            SubscriberProcess("--ring", "200ms", "--hang-up-after", "10s") as phone,
            provider(dict.fromkeys(numbers, phone.uri)) as trunk,
        ):
            settings = embedded(tmp_path, lines=len(numbers))
            node_settings(tmp_path, {"host": trunk.host}, {"waits": WAITS}, **settings)
            async with node_in(tmp_path) as node:
                await start_campaign(base.url, WAITING, numbers)
                await base.until(all_talk, len(numbers))
                await node.until_talking("phone-0")
                await node.until_talking("phone-1")
                killed = base.rows(
                    "SELECT number FROM leases WHERE holder LIKE '%/phone-1/%'"
                )
                await node.kill("phone-1")
                await base.until_finished()
            assert trunk.dialled == {
                number: 1 + ({"number": number} in killed) for number in numbers
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
        for number in numbers
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
            provider({AGREES: phone.uri}) as trunk,
        ):
            node_settings(tmp_path, {"host": trunk.host}, {"asks": ASKS}, **settings)
            async with node_in(tmp_path) as node:
                called = await node.address_of("phone-0")
                async with SubscriberProcess("--place", called, "--reply", yes) as one:
                    assert (await one.report())["disposition"] == "answered"
                await node.until_trouble("phone-0", "cannot connect to the database")
                with running_server(tmp_path / "postgres") as url:
                    base = Base(with_tables(url))
                    await start_campaign(base.url, CAMPAIGN, [AGREES])
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
            provider({AGREES: phone.uri, IS_BUSY: phone.uri}) as trunk,
        ):
            settings = embedded(tmp_path, lines=1)
            node_settings(tmp_path, {"host": trunk.host}, {"waits": WAITS}, **settings)
            async with node_in(tmp_path) as node:
                await start_campaign(base.url, WAITING, [AGREES, IS_BUSY])
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


def test_a_campaign_joins_a_person_and_an_agent_and_inbound_callers_get_through(
    speak: Speak, tmp_path: Path
) -> None:
    yes = str(speak("Да, конечно."))

    async def check() -> None:
        async with (
            asyncio.timeout(WITHIN_S),
            SubscriberProcess("--ring", "200ms", "--hang-up-after", "4s") as agent,
            SubscriberProcess("--ring", "200ms", "--reply", yes) as phone,
            provider({AGREES: phone.uri}) as trunk,
        ):
            settings = {
                **embedded(tmp_path, lines=1),
                "agents": {"desk": agent.uri},
                "numbers": {"100": str(tmp_path / "dialogs" / "asks.yaml")},
                "sip": {**QUICK, "accept": "anyone"},
            }
            scenarios = {"joins": JOINS, "asks": ASKS}
            node_settings(tmp_path, {"host": trunk.host}, scenarios, **settings)
            async with node_in(tmp_path) as node:
                called = await node.address_of("phone-0")
                await start_campaign(base.url, JOINING, [AGREES])
                await node.until_talking("phone-0")
                async with SubscriberProcess("--place", called, "--reply", yes) as one:
                    assert (await one.report())["disposition"] == "answered"
                assert (await agent.report())["disposition"] == "answered"
                await base.until_finished()

    with running_server(tmp_path / "postgres") as url:
        base = Base(with_tables(url))
        asyncio.run(check())
        [attempt] = base.rows("SELECT result, outcome FROM attempts")
    assert dict(attempt) == {"result": "answered", "outcome": "joined"}
