import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from voicebot.cli.models import command
from voicebot.errors import ModelError
from voicebot.weights.catalog import load_catalog


@pytest.fixture(autouse=True)
def _empty_models_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEBOT_FOLDERS__MODELS", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_the_list_names_every_model_with_its_licence() -> None:
    shown = run("list").stdout
    for model in load_catalog().models:
        assert model.name in shown
        assert model.licence in shown


def test_the_list_as_json_says_what_is_here() -> None:
    listed = {
        entry["name"]: entry for entry in json.loads(run("list", "--json").stdout)
    }
    assert listed["whisper-base"]["state"] == "absent"
    assert listed["whisper-base"]["download_bytes"] == 147882941
    assert listed["silero-v5_ru"]["is_commercial"] is False


def test_pulling_the_debian_voice_prints_its_place_and_licence() -> None:
    result = run("pull", "festival-msu-ru")
    assert result.exit_code == 0
    assert "BSD-like" in result.stdout
    assert result.stderr == ""


def test_an_unknown_name_pulls_nothing_at_all(tmp_path: Path) -> None:
    result = run("pull", "festival-msu-ru", "whisper-bse")
    assert isinstance(result.exception, ModelError)
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_verify_names_the_model_that_is_asked_for_and_not_here() -> None:
    result = run("verify", "whisper-base")
    assert isinstance(result.exception, ModelError)
    assert "whisper-base" in str(result.exception)


def test_verify_without_names_passes_over_what_is_not_here() -> None:
    result = run("verify")
    assert result.exit_code == 0
    assert "whisper-base" not in result.stdout
