"""The settings choose Rasa for every command; a call's timeline tells of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conversation.fake_leg import FakeLeg
from tests.conversation.http_server import Behaviour, answers_raw, never_answers
from tests.conversation.test_call import Caller
from tests.nlu.contract import ODD
from tests.nlu.stand_in import StandIn, dead_url, knows, says, standing_in
from voicebot.cli.understand import command
from voicebot.doctor.understanding import check_understanding
from voicebot.nlu.choice import chosen_understander
from voicebot.nlu.rasa import rasa_at
from voicebot.settings import NluSettings
from voicebot.understanding.understander import Understander

TIMEOUT_MS = 400


def chosen(url: str) -> NluSettings:
    return NluSettings(engine="rasa", url=url, timeout_ms=TIMEOUT_MS)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with standing_in(knows({ODD: "subscribe"})) as stand_in:
        yield stand_in
        rasa_at(stand_in.url, TIMEOUT_MS / 1000).close()
        rasa_at.cache_clear()


def whys(recordings: Path) -> list[str]:
    [timeline] = recordings.rglob("timeline.jsonl")
    events = map(json.loads, timeline.read_text("utf-8").splitlines())
    return [one["why"] for one in events if one["event"] == "TurnTaken"]


def test_the_embedded_understanding_is_the_default_and_asks_nobody(
    embedded: Understander,
) -> None:
    assert chosen_understander(NluSettings(), embedded) is embedded


def test_a_command_asks_the_server_that_the_settings_name(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_NLU__ENGINE", "rasa")
    monkeypatch.setenv("VOICEBOT_NLU__URL", stand_in.url + "/")
    monkeypatch.setenv("VOICEBOT_NLU__TIMEOUT_MS", str(TIMEOUT_MS))
    result = CliRunner().invoke(command, ["--json"], input=f"{ODD}\nда\n")
    rasa_at(stand_in.url + "/", TIMEOUT_MS / 1000).close()
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["intent"] for one in told] == ["subscribe", "yes"]
    assert told[0]["why"] == "rasa: subscribe 0.97"
    assert stand_in.texts[-2:] == [ODD, "да"]


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (says(yes=0.98), "rasa: yes 0.98"),
        (never_answers, f"rasa did not answer in {TIMEOUT_MS} ms; "),
        (answers_raw(b"{}", "500 No"), "rasa answered with HTTP 500; "),
    ],
)
def test_the_timeline_of_a_call_tells_what_rasa_said_or_that_it_was_silent(
    embedded: Understander,
    stand_in: StandIn,
    tmp_path: Path,
    behaviour: Behaviour,
    told: str,
) -> None:
    understander = chosen_understander(chosen(stand_in.url), embedded)
    stand_in.becomes(behaviour)
    report = Caller(understander, tmp_path)(FakeLeg("~.###"), "да конечно")
    assert report.outcome == "interested"
    [why] = whys(tmp_path)
    assert told in why
    assert "phrase: да конечно" in why


def test_the_doctor_has_nothing_to_say_of_the_embedded_understanding() -> None:
    assert list(check_understanding(NluSettings())) == []


def test_the_doctor_tells_how_long_a_reading_takes(stand_in: StandIn) -> None:
    [finding] = check_understanding(chosen(stand_in.url))
    assert finding.is_ok
    assert f"rasa at {stand_in.url}: a reading takes " in finding.found


def test_a_rasa_that_is_not_there_is_red_with_what_starts_it() -> None:
    [finding] = check_understanding(chosen(dead_url()))
    assert not finding.is_ok
    assert "cannot be reached" in finding.found
    assert "make rasa" in finding.advice
