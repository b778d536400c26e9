"""Bad input is one sentence with what to do, exit code 2, and no traceback."""

import asyncio
import socket
from pathlib import Path

import pytest

from tests.e2e.conftest import DIALOGS, run_voicebot

CREDIT_LEAD = str(DIALOGS / "credit_lead.yaml")
NAMED = ("--slot", "client_name=Анна")
NOBODY = "sip:nobody@127.0.0.1:9"


def complaint(*arguments: str, **environment: str) -> str:
    ran = asyncio.run(run_voicebot(*arguments, environment=environment))
    assert ran.code == 2, ran.err
    assert "Traceback" not in ran.err
    last = ran.err.strip().splitlines()[-1]
    assert last.startswith(("voicebot: ", "Error: ")), ran.err
    return last


def test_malformed_yaml_is_named_by_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("scenario: x\nnodes: {a: [}\n")
    found = complaint("call", NOBODY, "--scenario", str(broken))
    assert f"{broken}:2" in found


def test_an_unknown_node_comes_with_a_guess(tmp_path: Path) -> None:
    typo = tmp_path / "typo.yaml"
    typo.write_text(
        "scenario: typo\nnodes:\n"
        '  ask: {ask: "Готовы?", on: {yes: offfer, no: hang_up}}\n'
        "  offer: {say: Спасибо., hang_up: true}\n"
    )
    found = complaint("call", NOBODY, "--scenario", str(typo))
    assert "typo.yaml:3" in found
    assert '"offer"' in found


def test_a_missing_slot_says_how_to_pass_it() -> None:
    found = complaint("call", NOBODY, "--scenario", CREDIT_LEAD)
    assert "--slot client_name=" in found


def test_a_slot_without_a_value_says_how_to_write_it() -> None:
    found = complaint("call", NOBODY, "--scenario", CREDIT_LEAD, "--slot", "x")
    assert "name=value" in found


def test_a_missing_scenario_is_named() -> None:
    assert "no-such.yaml" in complaint("call", NOBODY, "--scenario", "no-such.yaml")


@pytest.mark.model
def test_a_wrong_sip_uri_is_named() -> None:
    found = complaint("call", "tel;8800", "--scenario", CREDIT_LEAD, *NAMED)
    assert "tel;8800" in found


@pytest.mark.model
def test_a_taken_port_is_named() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = str(other.getsockname()[1])
        found = complaint(
            *("answer", "--scenario", CREDIT_LEAD, *NAMED, "--port", port),
            VOICEBOT_SIP__BIND="127.0.0.1",
        )
    assert port in found


def test_missing_models_say_which_command_brings_them(tmp_path: Path) -> None:
    found = complaint(
        *("call", NOBODY, "--scenario", CREDIT_LEAD, *NAMED),
        VOICEBOT_FOLDERS__MODELS=str(tmp_path),
    )
    assert "voicebot models pull whisper-base" in found


def test_a_corrupt_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "whisper-base").mkdir()
    (tmp_path / "whisper-base" / "model.bin").write_bytes(b"not a model")
    found = complaint(
        *("call", NOBODY, "--scenario", CREDIT_LEAD, *NAMED),
        VOICEBOT_FOLDERS__MODELS=str(tmp_path),
    )
    assert "whisper-base is damaged" in found


@pytest.mark.model
def test_unreadable_audio_is_named(tmp_path: Path) -> None:
    noise = tmp_path / "noise.wav"
    noise.write_bytes(b"RIFFnot audio at all")
    assert "noise.wav" in complaint("listen", str(noise))
    assert "absent.wav" in complaint("listen", str(tmp_path / "absent.wav"))


def test_settings_that_cannot_be_are_named(tmp_path: Path) -> None:
    settings = tmp_path / "voicebot.yaml"
    settings.write_text("sip: {port: 99999}\n")
    found = complaint(
        *("call", NOBODY, "--scenario", CREDIT_LEAD, "--config", str(settings))
    )
    assert "sip.port" in found
