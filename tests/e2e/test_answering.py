"""Who answered, over real SIP: a subscriber that is a machine, or an announcement."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.answering.tones import cadence, silence, tone
from tests.e2e.conftest import Caller, Speak

pytestmark = [pytest.mark.live, pytest.mark.model, pytest.mark.timeout(180)]

LEAVES_MESSAGE = """
scenario: reminder
about: Это робот компании «Ромашка».
answering: {machine: message}
start: greeting
nodes:
  greeting:
    say: Добрый день. Это робот компании «Ромашка».
    ask: Вам удобно говорить?
    on: {yes: bye, no: bye}
  message: {say: Перезвоните нам по телефону из письма., outcome: left_message}
  bye: {say: До свидания., outcome: talked}
"""


def answering_machine(speak: Speak, folder: Path) -> Path:
    """A greeting and a beep, as one sound file."""
    greeting, rate_hz = soundfile.read(
        speak("Здравствуйте. Оставьте, пожалуйста, сообщение после сигнала."),
        dtype="int16",
    )
    path = folder / "machine.wav"
    sounds = [silence(0.5), greeting, silence(0.6), tone(1000, 0.5)]
    soundfile.write(path, np.concatenate(sounds), rate_hz)
    return path


def test_a_machine_is_hung_up_on(call: Caller, speak: Speak, tmp_path: Path) -> None:
    ended = call("--say", f"{answering_machine(speak, tmp_path)}@0s")
    assert ended.robot["answered_by"] == "machine"
    assert ended.robot["outcome"] == "answering_machine"
    assert ended.robot["disposition"] == "answered"
    assert ended.robot["hung_up_by"] == "robot"


def test_a_message_is_left_after_the_beep(
    call: Caller, speak: Speak, tmp_path: Path
) -> None:
    scenario = tmp_path / "reminder.yaml"
    scenario.write_text(LEAVES_MESSAGE, encoding="utf-8")
    machine = answering_machine(speak, tmp_path)
    ended = call("--say", f"{machine}@0s", scenario=scenario, options=())
    assert ended.robot["outcome"] == "left_message"
    (greeting,) = ended.events("GreetingEnded")
    assert greeting["after_beep"]
    beep_ends_s = soundfile.info(machine).duration
    assert greeting["at_s"] == pytest.approx(beep_ends_s, abs=0.5)
    assert ended.events("Say")[-1]["at_s"] >= greeting["at_s"]


def test_an_announcement_before_the_answer_ends_the_attempt(
    call: Caller, speak: Speak
) -> None:
    announcement = speak("Аппарат абонента выключен или находится вне зоны действия.")
    ended = call("--early-media", str(announcement), "--ring", "15s", "--no-answer")
    assert ended.robot["disposition"] == "unavailable"
    assert ended.robot["answered_by"] == "intercept"
    assert ended.robot["recording"] is None


def test_a_busy_tone_before_the_answer_is_busy(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "busy.wav"
    soundfile.write(path, cadence(425, 0.35, 0.35, 10), 8000)
    ended = call("--early-media", str(path), "--ring", "15s", "--no-answer")
    assert ended.robot["disposition"] == "busy"


def test_a_person_with_a_long_hello_is_talked_to(call: Caller, speak: Speak) -> None:
    hello = speak("Алло, здравствуйте, слушаю вас, кто это говорит?")
    ended = call("--say", f"{hello}@300ms", "--reply", str(speak("Нет, спасибо.")))
    assert ended.robot["answered_by"] == "person"
    assert ended.robot["outcome"] != "answering_machine"
    assert ended.events("GreetingEnded") == []
