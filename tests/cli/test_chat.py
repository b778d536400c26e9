from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.chat import command
from voicebot.clock import clock_of
from voicebot.errors import ScenarioError
from voicebot.settings import Settings

CREDIT = "dialogs/credit_lead.yaml"
NOW = "2026-11-20T14:10+03:00"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")


def chat(lines: str, *arguments: str) -> Result:
    return CliRunner().invoke(command, [CREDIT, "--now", NOW, *arguments], input=lines)


def test_a_typed_talk_is_understood_and_answered_as_on_the_telephone() -> None:
    result = chat("перезвоните через полчаса\n", "--slot", "client_name=Анна")
    assert result.exit_code == 0, result.exception
    first, *_rest, last = result.stdout.splitlines()
    assert first.startswith("robot: Добрый день, Анна!")
    assert "сегодня в четырнадцать сорок" in last
    assert "call_later" in result.stderr
    assert "outcome: Перезвонить; path: greeting → when" in result.stderr


def test_a_slip_in_a_slots_name_is_noticed() -> None:
    result = chat("", "--slot", "client_name=Анна", "--slot", "clint_name=Анна")
    assert 'has no slot "clint_name"; did you mean "client_name"?' in result.stderr


def test_a_missing_slot_is_one_sentence() -> None:
    result = chat("")
    assert isinstance(result.exception, ScenarioError)
    assert "pass --slot client_name=…" in str(result.exception)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "none.yaml")])
    assert isinstance(result.exception, ScenarioError)


def test_stdout_holds_the_robots_words_only() -> None:
    result = chat(
        "/help\n/slots\n\n/back\n/noise\n/key 2\n", "--slot", "client_name=Анна"
    )
    assert all(line.startswith("robot: ") for line in result.stdout.splitlines())
    assert "press keys" in result.stderr
    assert "greeting → on.key 2 → rejected" in result.stderr


def test_the_clock_runs_from_where_it_was_told_to_begin() -> None:
    clock = clock_of(Settings(), datetime.fromisoformat(NOW))
    first = clock()
    assert timedelta() <= first - datetime.fromisoformat(NOW) < timedelta(seconds=2)
    assert clock() >= first
