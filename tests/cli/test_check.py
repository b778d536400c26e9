import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.check import command
from voicebot.errors import ScenarioError

PHRASES = 'version: "3.1"\nnlu:\n- intent: yes\n  examples: |\n    - да\n'
SOUND = """\
scenario: sound
about: Это робот.
nodes:
  ask: {ask: "Это робот. Удобно?", on: {yes: hang_up}}
"""


@pytest.fixture
def dialogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "answers.yml").write_text(PHRASES, encoding="utf-8")
    (tmp_path / "sound.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "sound.tests.yaml").write_text("- test: of sound", encoding="utf-8")
    monkeypatch.setenv("VOICEBOT_FOLDERS__DIALOGS", str(tmp_path))
    monkeypatch.setenv("VOICEBOT_LANG", "en")
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_all_shipped_scenarios_are_checked_when_none_is_named(dialogs: Path) -> None:
    result = check()
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "Scenarios: 1, errors: 0, warnings: 0\n"
    assert (dialogs / "sound.yaml").exists()


def test_an_error_gives_exit_code_one_and_a_line(dialogs: Path) -> None:
    path = dialogs / "sound.yaml"
    path.write_text(SOUND.replace("yes: hang_up", "yes: hangup"), encoding="utf-8")
    result = check(str(path))
    assert result.exit_code == 1
    assert result.stdout == (
        f'{path}:4: error: "yes" leads to "hangup", which does not exist; '
        'did you mean "hang_up"? [unknown_node]\n'
    )


def test_a_warning_leaves_the_exit_code_at_zero(dialogs: Path) -> None:
    path = dialogs / "sound.yaml"
    path.write_text(SOUND.replace("about: Это робот.\n", ""), encoding="utf-8")
    result = check(str(path))
    assert result.exit_code == 0
    assert ":1: warning: " in result.stdout


def test_json_lists_every_finding(dialogs: Path) -> None:
    path = dialogs / "sound.yaml"
    path.write_text(SOUND.replace("yes: hang_up", "yess: hang_up"), encoding="utf-8")
    result = check("--json", str(dialogs))
    (finding,) = json.loads(result.stdout)
    assert result.exit_code == 1
    assert finding["rule"] == "intent_without_phrases"
    assert (finding["file"], finding["line"]) == (str(path), 4)
    assert finding["severity"] == "error"


def test_a_folder_without_scenarios_is_told(dialogs: Path) -> None:
    result = check(str(dialogs / "phrases"))
    assert isinstance(result.exception, ScenarioError)
    assert "there is no scenario" in str(result.exception)
