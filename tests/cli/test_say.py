from pathlib import Path

import pytest
import soundfile
from click.testing import CliRunner

from voicebot.cli.say import command
from voicebot.errors import AudioError

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEBOT_FOLDERS__VAR", str(tmp_path / "var"))
    monkeypatch.setenv("VOICEBOT_TTS__ENGINE", "festival")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stderr


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg"])
def test_a_text_becomes_a_file_at_the_telephones_rate(
    tmp_path: Path, ending: str
) -> None:
    output = tmp_path / f"out.{ending}"
    run("Осталось 2 минуты.", "-o", str(output))
    samples, rate_hz = soundfile.read(output)
    assert rate_hz == 8000
    assert len(samples) > 4000


def test_the_reading_can_be_shown(tmp_path: Path) -> None:
    shown = run("в 14:40", "-o", str(tmp_path / "out.wav"), "--show")
    assert "в четырнадцать сорок" in shown


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["Да", "-o", "out.doc"], r"\.wav, \.flac"),
        (["Да", "-o", "no/such/folder/out.wav"], "folder"),
        (["...", "-o", "out.wav"], "nothing to say"),
        (["<speak>Да", "-o", "out.wav"], "not well-formed"),
        (["Да", "-o", "out.wav", "--voice", "nobody"], '"nobody"'),
    ],
)
def test_bad_input_is_one_sentence(
    arguments: list[str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_LANG", "en")
    with pytest.raises(AudioError, match=complaint):
        CliRunner().invoke(command, arguments, catch_exceptions=False)
