"""A node dials a campaign's contacts over SIP, and the database tells what came of it."""

import asyncio
from datetime import timedelta
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
from tests.e2e.provider import RINGS, provider
from tests.e2e.running_node import node_in
from voicebot.store.embedded import running_server

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(240)]

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
