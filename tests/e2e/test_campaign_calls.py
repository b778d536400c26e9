"""A node dials a campaign's contacts over SIP, and the database tells what came of it."""

import asyncio
from pathlib import Path

import pytest

from sip.subscriber_process import SubscriberProcess
from tests.e2e.campaigning import Base, node_settings, start_campaign, with_tables
from tests.e2e.conftest import Speak
from tests.e2e.provider import RINGS, provider
from tests.e2e.running_node import node_in
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


def test_each_contact_ends_where_the_rules_send_it(
    speak: Speak, tmp_path: Path
) -> None:
    yes = str(speak("Да, конечно."))
    settings = {
        "database": {"folder": str(tmp_path / "postgres")},
        "campaigns": {"lines": 3},
    }

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
