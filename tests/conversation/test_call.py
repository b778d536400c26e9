"""Whole calls on a virtual clock: the true interpreter, turns and record.

Only the far end, the recognizer's texts and the voice are scripted; the same talks run
with real parts over SIP in tests/e2e.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import soundfile

from asr.errors import AsrError
from sip.leg import RATE_HZ, Disposition, Samples
from tests.conversation.fake_leg import FakeLeg
from tests.conversation.scripted_hearing import (
    InlineExecutor,
    LoudnessModel,
    ScriptedEngine,
)
from voicebot.conversation.call import Call
from voicebot.conversation.opening import open_understander_for
from voicebot.conversation.report import CallReport
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.scenario.actions import Say
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings
from voicebot.understanding.understander import Understander

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=ZoneInfo("Europe/Moscow"))
DIALOGS = Path(__file__).parents[2] / "dialogs"
MANAGERS = "sip:managers@127.0.0.1:9"


class SecondLongVoice:
    """Every text takes one second."""

    name = "second-long"

    def cut(self, say: Say) -> tuple[str, ...]:
        return (say.text,)

    def is_rendered(self, part: str, say: Say) -> bool:
        return True

    def speech(self, part: str, say: Say) -> Samples:
        return np.full(RATE_HZ, 3000, np.int16)


@pytest.fixture(scope="module")
def understander() -> Understander:
    return open_understander_for(Settings())


class Caller:
    """Makes calls of credit_lead to a drawn caller who says the given texts."""

    def __init__(self, understander: Understander, recordings: Path) -> None:
        self._understander = understander
        self._recordings = recordings

    def __call__(
        self,
        leg: FakeLeg,
        *texts: str | Exception,
        slots: Mapping[str, str] = {"client_name": "Анна"},
    ) -> CallReport:
        robot = Robot(
            engine=ScriptedEngine(*texts),
            vad=LoudnessModel(),
            voice=SecondLongVoice(),
            recognition_pool=InlineExecutor(),
            voice_pool=InlineExecutor(),
        )
        script = Script(
            load_scenario(DIALOGS / "credit_lead.yaml"),
            slots=slots,
            understander=self._understander,
            agents={"managers": MANAGERS},
            now=lambda: NOW,
        )
        return asyncio.run(Call(robot, script, self._recordings).answer(leg))


@pytest.fixture
def talk(understander: Understander, tmp_path: Path) -> Caller:
    return Caller(understander, tmp_path)


def test_yes_leads_to_the_manager(talk: Caller) -> None:
    leg = FakeLeg("~.###")
    report = talk(leg, "да конечно")
    assert report.outcome == "interested"
    assert leg.transferred_to == [MANAGERS]
    assert report.path == ("greeting", "to_operator")


def test_a_manager_who_does_not_answer_means_a_callback(talk: Caller) -> None:
    leg = FakeLeg("~.###", transfer=Disposition.BUSY)
    report = talk(leg, "да")
    assert report.path == ("greeting", "to_operator", "busy")
    assert report.callback_at == NOW.replace(hour=16)


def test_no_goes_to_the_sifted_out(talk: Caller) -> None:
    assert talk(FakeLeg("~.##"), "нет").outcome == "rejected"


def test_a_named_time_is_kept(talk: Caller) -> None:
    report = talk(FakeLeg("~.#####"), "перезвоните через полчаса")
    assert report.callback_at == NOW.replace(minute=40)


def test_call_later_without_a_time_is_in_two_hours(talk: Caller) -> None:
    report = talk(FakeLeg("~.#####"), "перезвоните позже")
    assert report.callback_at == NOW.replace(hour=16)


def test_silence_twice_ends_politely(talk: Caller) -> None:
    report = talk(FakeLeg(""))
    assert report.outcome == "no_input"
    assert report.end.hung_up_by == "robot"


def test_not_understood_twice_ends_politely(talk: Caller) -> None:
    leg = FakeLeg("~.###~.###")
    report = talk(leg, "у меня собака рожает", "положи ключи на тумбочку")
    assert report.outcome == "no_match"


def test_a_barge_in_cuts_the_greeting_short(talk: Caller) -> None:
    leg = FakeLeg("..####")
    report = talk(leg, "да да готов")
    assert report.path == ("greeting", "to_operator")
    before_reply_s = 0.2 + 0.4 + 0.3 + 0.3
    assert report.duration_s < before_reply_s + 2 + 1


def test_a_cough_does_not_lose_the_prompt(talk: Caller) -> None:
    report = talk(FakeLeg(".##~.##"), "", "нет")
    assert report.outcome == "rejected"
    assert '"PromptResumed"' in report.timeline.read_text()


def test_a_yes_right_after_the_last_sample_survives(talk: Caller) -> None:
    assert talk(FakeLeg("!##"), "да").outcome == "interested"


def test_do_not_call_is_obeyed_at_once(talk: Caller) -> None:
    report = talk(FakeLeg("~.####"), "не звоните мне больше")
    assert report.do_not_call
    assert report.outcome == "do_not_call"


def test_a_key_answers_too(talk: Caller) -> None:
    assert talk(FakeLeg("..2")).outcome == "rejected"


def test_a_caller_who_leaves_in_mid_phrase_is_on_record(talk: Caller) -> None:
    report = talk(FakeLeg("...##|"))
    assert report.outcome == "hung_up"
    assert report.end.hung_up_by == "caller"


def test_a_recognizer_that_fails_is_replaced_and_not_a_word_is_lost(
    talk: Caller,
) -> None:
    report = talk(FakeLeg("~.###"), AsrError("the model went away"), "нет")
    assert report.outcome == "rejected"
    assert '"RecognizerReplaced"' in report.timeline.read_text()


def test_recognizers_that_keep_failing_are_a_no_match_and_not_the_end(
    talk: Caller,
) -> None:
    broken = AsrError("the model went away")
    report = talk(FakeLeg("~.###~.###"), broken, broken, "нет")
    assert report.outcome == "rejected"


def test_a_talking_person_is_never_told_that_nothing_is_heard(talk: Caller) -> None:
    report = talk(FakeLeg("~.~.######..######..######"), "", "", "", "", "", "")
    timeline = report.timeline.read_text()
    assert timeline.index('"TurnTaken"') < timeline.index('"SilenceTaken"')
    assert '"RecognizerReplaced"' in timeline


def test_the_reply_follows_the_callers_last_sound(talk: Caller) -> None:
    latencies_s = talk(FakeLeg("~.###"), "нет").turn_latencies_s
    assert len(latencies_s) == 1
    assert 0.25 < latencies_s[0] < 0.45


def test_both_directions_are_on_the_recording(talk: Caller) -> None:
    report = talk(FakeLeg("~.###"), "нет")
    assert report.recording is not None
    audio, _ = soundfile.read(report.recording, dtype="int16")
    assert audio[:, 0].any()
    assert audio[:, 1].any()
    assert len(audio) / RATE_HZ == pytest.approx(report.duration_s, abs=0.1)
