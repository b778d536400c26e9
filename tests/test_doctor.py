import json
import os
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from voicebot.cli.doctor import command
from voicebot.doctor.database import check_database
from voicebot.doctor.disk import check_disk
from voicebot.doctor.models import check_models
from voicebot.doctor.speech import check_speech
from voicebot.doctor.telephone import check_telephone
from voicebot.setting_parts.telephone import SipSettings
from voicebot.settings import Folders, Settings, TtsSettings

LOOPBACK = "127.0.0.1"


def test_a_free_port_is_green_and_free_again_afterwards() -> None:
    for _ in range(2):
        finding = check_telephone(SipSettings(bind=LOOPBACK, port=0))
        assert finding.is_ok
        assert not finding.advice


def test_a_taken_port_is_red_and_says_how_to_find_who_holds_it() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind((LOOPBACK, 0))
        port = other.getsockname()[1]
        finding = check_telephone(SipSettings(bind=LOOPBACK, port=port))
    assert not finding.is_ok
    assert f"{LOOPBACK}:{port}" in finding.found
    assert "sip.port" in finding.advice


@pytest.mark.parametrize("address", ["192.0.2.1", "no such host"])
def test_an_address_of_another_machine_is_red(address: str) -> None:
    finding = check_telephone(SipSettings(bind=address, port=0))
    assert not finding.is_ok
    assert "sip.bind" in finding.advice


def test_without_a_recognizer_the_advice_is_the_command_that_brings_one(
    tmp_path: Path,
) -> None:
    recognition, voice, *_ = check_models(Settings(folders=Folders(models=tmp_path)))
    assert not recognition.is_ok
    assert "voicebot models pull whisper-base" in recognition.advice
    assert voice.is_ok


def test_a_damaged_model_is_red_with_the_command_that_replaces_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "whisper-base").mkdir()
    findings = list(check_models(Settings(folders=Folders(models=tmp_path))))
    red = [finding for finding in findings if not finding.is_ok]
    assert len(red) == 2
    assert "voicebot models pull --again whisper-base" in red[1].advice


def test_the_disk_is_judged_before_the_folder_exists(tmp_path: Path) -> None:
    finding = check_disk(tmp_path / "var" / "deeper")
    assert finding.is_ok
    assert not (tmp_path / "var").exists()


def test_a_disk_without_room_is_red() -> None:
    finding = check_disk(Path("/proc/var"))
    assert not finding.is_ok
    assert "folders.var" in finding.advice


def test_the_database_starts_answers_and_leaves_nothing(tmp_path: Path) -> None:
    finding = check_database(tmp_path / "var")
    assert finding.is_ok, finding
    assert "PostgreSQL" in finding.found
    assert list((tmp_path / "var").iterdir()) == []


def test_a_database_that_cannot_be_written_is_red_and_says_where(
    tmp_path: Path,
) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    finding = check_database(tmp_path / "var")
    assert not finding.is_ok
    assert str(tmp_path / "var") in finding.advice


def test_the_voice_says_a_word_that_can_be_measured(tmp_path: Path) -> None:
    settings = Settings(
        folders=Folders(models=tmp_path), tts=TtsSettings(engine="festival")
    )
    assert check_speech(settings).is_ok


def test_without_a_voice_the_advice_is_the_packages_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = check_speech(Settings(folders=Folders(models=tmp_path)))
    assert not finding.is_ok
    assert "apt-get install festival festvox-ru" in finding.advice


def test_a_voice_that_dies_when_it_should_speak_is_red(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "festival"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    finding = check_speech(Settings(folders=Folders(models=tmp_path)))
    assert not finding.is_ok
    assert "apt-get install --reinstall festival festvox-ru" in finding.advice


def test_something_red_ends_with_1_and_is_told_in_json_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEBOT_FOLDERS__MODELS", str(tmp_path))
    monkeypatch.setenv("VOICEBOT_FOLDERS__VAR", str(tmp_path / "var"))
    monkeypatch.setenv("VOICEBOT_SIP__PORT", "0")
    result = CliRunner().invoke(command, ["--json"])
    assert result.exit_code == 1
    findings = json.loads(result.stdout)
    assert [it["is_ok"] for it in findings].count(False) == 1
    assert all(it["advice"] for it in findings if not it["is_ok"])
    table = CliRunner().invoke(command, env={"COLUMNS": "300"})
    assert table.exit_code == 1
    assert "voicebot models pull whisper-base" in table.stdout
