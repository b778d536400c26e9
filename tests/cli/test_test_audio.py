"""`voicebot test --audio` with the true voice, recognizer and understanding."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.test import command
from voicebot.errors import VoicebotError

SCENARIO = """\
scenario: shop
about: Это робот магазина.
nodes:
  ask:
    ask: "Это робот магазина. Вам удобно говорить?"
    on: {yes: good, no: bye, call_later: later, key 1: good}
  good: {say: Хорошо., outcome: good, hang_up: true}
  bye: {say: До свидания., outcome: refused, hang_up: true}
  later: {say: Перезвоню., callback: {at: "{time | in 2 hours}"}}
"""

TESTS = """\
- test: соглашается
  talk: [{caller: да}, {bot: {says: Хорошо, within: 10s}}]
  expect: {outcome: good}
- test: перебивает
  talk: [{caller: {says: "нет, спасибо", after: 1s}}, {bot: До свидания}]
- test: ждут не того
  talk: [{caller: да}, {bot: До свидания}]
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "shop.tests.yaml").write_text(TESTS, encoding="utf-8")
    monkeypatch.setenv("VOICEBOT_FOLDERS__VAR", str(tmp_path / "var"))
    return path


def run(*arguments: str | Path) -> Result:
    given = [str(each) for each in arguments]
    return CliRunner().invoke(command, given, catch_exceptions=False)


@pytest.mark.model
def test_tests_are_rehearsed_in_sound_and_judged_alike(shop: Path) -> None:
    result = run(shop, "--audio", "--jobs", "2", "--noise", "25", "--json")
    assert result.exit_code == 1
    [scenario] = json.loads(result.stdout)["scenarios"]
    assert [test["is_passed"] for test in scenario["tests"]] == [True, True, False]
    assert all(Path(test["recording"]).is_file() for test in scenario["tests"])
    [failure] = scenario["tests"][2]["failures"]
    assert failure["happened"] == "Хорошо."
    assert scenario["tests"][2]["misheard"] == []


@pytest.mark.parametrize(
    "option", [("--noise", "10"), ("--loss", "3"), ("--jobs", "2"), ("--real-work",)]
)
def test_options_of_sound_go_with_audio(shop: Path, option: tuple[str, ...]) -> None:
    with pytest.raises(VoicebotError, match="--audio"):
        run(shop, *option)
