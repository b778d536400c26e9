import csv
import io
import json
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from voicebot.cli.sample import command
from voicebot.conversation.edition import open_edition
from voicebot.errors import ScenarioError
from voicebot.settings import load_settings

TEXT = """
    scenario: shop
    about: Это робот.
    nodes:
      hello: {say: Это робот., ask: Да?, on: {yes: hang_up}}
    """


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "shop.yaml"
    found.write_text(dedent(TEXT), encoding="utf-8")
    return found


def test_a_speaker_gets_a_table_with_names_for_the_recordings(path: Path) -> None:
    result = CliRunner().invoke(command, [str(path), "--format", "csv"])
    assert result.output.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(result.output[1:]), delimiter=";"))
    assert (rows[0]["text"], rows[0]["file"]) == ("Это робот.", "hello-say.wav")


def test_every_text_comes_as_json_too(path: Path) -> None:
    result = CliRunner().invoke(command, [str(path), "--format", "json"])
    (record,) = json.loads(result.output)
    assert record["texts"][0]["text"] == "Это робот."


def test_an_approval_is_given_asked_for_and_lost_with_the_text(path: Path) -> None:
    def ask() -> tuple[int, str]:
        result = CliRunner().invoke(command, [str(path), "--approval"])
        return result.exit_code, result.output

    assert ask() == (1, f"{path}: not approved\n")
    CliRunner().invoke(command, [str(path), "--approve", "Ольга"])
    code, told = ask()
    assert code == 0
    assert "approved by Ольга" in told
    path.write_text(dedent(TEXT).replace("Да?", "Удобно?"), encoding="utf-8")
    code, told = ask()
    assert code == 1
    assert "+ Удобно?" in told


def test_calls_are_refused_where_moderation_is_required(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_MODERATION", "required")
    with pytest.raises(ScenarioError, match="nobody has approved"):
        open_edition(load_settings(), path)
    CliRunner().invoke(command, [str(path), "--approve", "Ольга"])
    assert open_edition(load_settings(), path).scenario.name == "shop"
