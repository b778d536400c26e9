import pytest
from click.testing import CliRunner

from voicebot.cli.main import voicebot
from voicebot.errors import SettingsError


def test_the_command_opens_to_no_strangers_without_a_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VOICEBOT_WEB__PORT", "0")
    asked = CliRunner().invoke(voicebot, ["console", "--host", "0.0.0.0"])
    assert isinstance(asked.exception, SettingsError)
    assert "anybody could start campaigns" in str(asked.exception)
