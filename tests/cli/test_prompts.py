from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.prompts import command
from voicebot.errors import ScenarioError

pytestmark = pytest.mark.model

SCENARIO = """\
scenario: tiny
title: Проба
start: hello
slots:
  client_name: {required: true}
nodes:
  hello:
    say: "Добрый день, {client_name}! Это робот. Всего доброго."
    hang_up: true
"""


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICEBOT_FOLDERS__VAR", str(tmp_path / "var"))
    monkeypatch.setenv("VOICEBOT_FOLDERS__DIALOGS", str(tmp_path))
    monkeypatch.setenv("VOICEBOT_TTS__ENGINE", "festival")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "tiny.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_sentences_without_slots_are_rendered_before_a_call(scenario: Path) -> None:
    before = run("missing")
    assert before.exit_code == 1
    assert "Это робот." in before.stdout
    assert "Добрый день" not in before.stdout
    assert run("render", str(scenario)).exit_code == 0
    after = run("missing", str(scenario))
    assert (after.exit_code, after.stdout) == (0, "")


def test_a_folder_without_scenarios_is_one_sentence(scenario: Path) -> None:
    scenario.unlink()
    result = run("render")
    assert isinstance(result.exception, ScenarioError)
