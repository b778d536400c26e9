"""The credit_lead scenario over real SIP, with real speech and real recognition."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.e2e.conftest import Caller, Speak

AT_TEN_PAST = ("--slot", "client_name=Анна", "--now", "2026-11-20T14:10+03:00")

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]


def test_yes_is_joined_to_the_manager(call: Caller, speak: Speak) -> None:
    ended = call("--reply", str(speak("Да, готова.")))
    assert ended.robot["outcome"] == "interested"
    assert ended.robot["path"] == ["greeting", "to_operator"]
    assert [tried["is_connected"] for tried in ended.events("TransferTried")] == [True]


def test_no_goes_to_the_sifted_out(call: Caller, speak: Speak) -> None:
    ended = call("--reply", str(speak("Нет, спасибо.")))
    assert ended.robot["outcome"] == "rejected"
    assert ended.robot["hung_up_by"] == "robot"
    assert ended.robot["disposition"] == "answered"


def test_a_named_time_is_read_back_and_kept(call: Caller, speak: Speak) -> None:
    ended = call(
        "--reply", str(speak("Перезвоните через полчаса.")), options=AT_TEN_PAST
    )
    assert ended.robot["outcome"] == "callback"
    assert ended.robot["callback_at"].startswith("2026-11-20T14:40")
    assert "в четырнадцать сорок" in ended.events("Say")[-1]["text"]


def test_call_later_without_a_time_is_a_callback(call: Caller, speak: Speak) -> None:
    ended = call("--reply", str(speak("Перезвоните позже.")), options=AT_TEN_PAST)
    assert ended.robot["outcome"] == "callback"
    assert ended.robot["callback_at"].startswith("2026-11-20T16:10")


def test_silence_twice_ends_the_call(call: Caller) -> None:
    ended = call()
    assert ended.robot["outcome"] == "no_input"
    assert len(ended.events("SilenceTaken")) == 2


def test_not_understood_twice_ends_the_call(call: Caller, speak: Speak) -> None:
    nonsense = str(speak("У меня собака рожает, положи ключи на тумбочку."))
    ended = call("--reply", nonsense, "--reply", nonsense)
    assert ended.robot["outcome"] == "no_match"


def test_speaking_over_the_greeting_stops_it(
    call: Caller, speak: Speak, tmp_path: Path
) -> None:
    recording = tmp_path / "subscriber.wav"
    ended = call(
        *("--say", f"{speak('Нет, нет, не надо.')}@2s", "--record", str(recording))
    )
    assert ended.robot["outcome"] == "rejected"
    assert ended.events("PromptDropped")[0]["unplayed_s"] > 1
    assert ended.robot["duration_s"] < 10


def test_do_not_call_is_obeyed(call: Caller, speak: Speak) -> None:
    ended = call("--reply", str(speak("Не звоните мне больше.")))
    assert ended.robot["do_not_call"] is True
    assert ended.robot["outcome"] == "do_not_call"


def test_a_key_answers_the_question(call: Caller) -> None:
    ended = call("--press", "2@2s")
    assert ended.events("KeysTaken")[0]["keys"] == "2"
    assert ended.robot["outcome"] == "rejected"


def test_hanging_up_in_mid_phrase_is_on_record(call: Caller) -> None:
    ended = call("--hang-up-after", "2s")
    assert ended.robot["hung_up_by"] == "caller"
    assert ended.robot["outcome"] == "hung_up"


def test_both_voices_are_on_the_recording(call: Caller, speak: Speak) -> None:
    ended = call("--say", f"{speak('Нет, спасибо.')}@1s")
    audio, rate_hz = soundfile.read(ended.robot["recording"], dtype="int16")
    loud_s = (np.abs(audio.astype(np.int32)) > 500).sum(axis=0) / rate_hz
    assert (loud_s > 0.1).all()


@pytest.mark.parametrize(
    ("manner", "disposition", "code"),
    [
        ("--busy", "busy", 486),
        ("--decline", "rejected", 603),
        ("--unavailable", "unavailable", 480),
        ("--no-answer", "no_answer", 487),
    ],
)
def test_a_call_that_nobody_takes_says_why(
    call: Caller, manner: str, disposition: str, code: int
) -> None:
    options = ("--slot", "client_name=Анна", "--ring", "2s")
    ended = call(manner, options=options)
    assert ended.robot["disposition"] == disposition
    assert ended.robot["sip_code"] == code
    assert ended.robot["recording"] is None
    assert ended.robot["outcome"] is None
