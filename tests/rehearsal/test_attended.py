"""Tests of scenarios that transfer attended, in text and in sound."""

from pathlib import Path

import pytest

from tests.rehearsal.rehearsing import SHOP, complaint, rehearse, suite, verdict
from tests.rehearsal.sounding import rehearse_in_sound
from voicebot.rehearsal.expectation import HungUpBy
from voicebot.rehearsal.outcome import hung_up_by, transferred_to

ATTENDED = SHOP.replace(
    "transfer: {to: sales, failed: bye}",
    "transfer: {to: sales, how: attended, whisper: '{name}', failed: bye, after: ask}",
).replace(
    "      bye:\n",
    "      ask:\n        ask: Вам помогли?\n        on: {yes: bye, no: bye}\n      bye:\n",
)
TALKS = [
    "[{caller: operator}]",
    "[{caller: operator}, {transfer: connected}, {bot: помогли}, {caller: yes}]",
    "[{caller: operator}, {transfer: connected}, {bot: помогли}]",
    "[{caller: operator}, {transfer: failed}, {bot: До свидания}]",
    "[{caller: operator}, {caller: {hangs_up: true}}]",
]


@pytest.mark.parametrize("talk", TALKS)
def test_a_talk_in_sound_goes_as_it_goes_in_text(tmp_path: Path, talk: str) -> None:
    shop = suite(tmp_path, f"- test: the only one\n  talk: {talk}\n", ATTENDED)
    [case] = shop.cases
    as_text = rehearse(case, shop.scenario)
    in_sound = rehearse_in_sound(case, shop.scenario, tmp_path)
    assert as_text.stop is None
    told = [
        [(type(one.event), one.actions, one.state.path) for one in record.exchanges]
        for record in (as_text, in_sound)
    ]
    assert told[0] == told[1]


def test_after_the_agent_the_talk_goes_on_and_its_end_is_the_robots(
    tmp_path: Path,
) -> None:
    found = verdict(tmp_path, f"talk: {TALKS[1]}", ATTENDED)
    assert found.failures == ()
    assert transferred_to(found.record) == "sales"
    assert hung_up_by(found.record) is HungUpBy.ROBOT


def test_what_is_expected_of_it_is_held(tmp_path: Path) -> None:
    test = f"talk: {TALKS[1]}\nexpect: {{transferred_to: sales, path: [greeting, desk, "
    assert complaint(tmp_path, test + "ask, bye]}\n", ATTENDED) == ""
    failed = f"talk: {TALKS[3]}\nexpect: {{transferred_to: sales}}\n"
    assert "transferred_to" in complaint(tmp_path, failed, ATTENDED)


def test_without_a_way_on_the_transfer_is_the_end(tmp_path: Path) -> None:
    scenario = ATTENDED.replace(", after: ask", "")
    found = verdict(tmp_path, f"talk: {TALKS[0]}", scenario)
    assert transferred_to(found.record) == "sales"
    assert hung_up_by(found.record) is None
