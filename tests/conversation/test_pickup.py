"""Dialled calls that a machine answers: on a virtual clock, with scripted readings."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from typing_extensions import override

from asr.recognizer import Samples, Transcript, Word
from sip.leg import Answered, AudioTick, Disposition, Ended, Leg
from tests.answering.tones import cadence, tone
from tests.conversation.fake_leg import FakeLeg
from tests.conversation.scripted_hearing import InlineExecutor, LoudnessModel
from tests.conversation.test_call import (
    NOW,
    SecondLongVoice,
    understander,
)
from voicebot.conversation.call import Call
from voicebot.conversation.report import CallReport
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import AnsweringSettings
from voicebot.understanding.understander import Understander

__all__ = ["understander"]

SCENARIO = """
    scenario: reminder
    about: Это робот.
    start: greeting
    nodes:
      greeting:
        say: Добрый день. Это робот.
        ask: Вам удобно говорить?
        on: {yes: bye, no: bye}
      message: {say: Перезвоните нам., outcome: left_message}
      bye: {say: До свидания., outcome: talked}
"""
LEAVES_MESSAGE = "answering: {machine: message}\n    start:"

ANNOUNCEMENT = "аппарат абонента выключен или находится вне зоны"
GREETING = "здравствуйте оставьте сообщение после сигнала"


class DialledLeg(FakeLeg):
    """Is answered after `early` was heard, or at once, and goes on as drawn."""

    def __init__(self, drawing: str, *, early: Samples | None = None) -> None:
        super().__init__(drawing)
        self._early = np.zeros(0, np.int16) if early is None else early
        self._is_answered = early is None
        if self._is_answered:
            self._events.put_nowait(Answered())

    @override
    async def audio(self) -> AsyncIterator[AudioTick]:
        if self._is_answered:
            async for tick in super().audio():
                yield tick
            return
        for frame in self._early[: len(self._early) // 160 * 160].reshape(-1, 160):
            await asyncio.sleep(0)
            yield AudioTick(heard=frame, played=np.zeros(160, np.int16), is_early=True)
        for _ in range(20):
            await asyncio.sleep(0)
        self._is_answered = True
        self._events.put_nowait(Answered())
        await asyncio.Event().wait()

    @override
    async def hang_up(self) -> None:
        if self._is_answered:
            await super().hang_up()
            return
        self._events.put_nowait(
            Ended(
                disposition=Disposition.NO_ANSWER,
                sip_code=487,
                reason="hung up before the answer",
                hung_up_by=None,
            )
        )


class OneLine:
    """Implements `sip.leg.Line` for one call."""

    def __init__(self, leg: Leg) -> None:
        self._leg = leg

    async def place(self, uri: str, *, ring_s: float) -> Leg:
        return self._leg

    def incoming(self) -> AsyncIterator[Leg]:
        raise AssertionError("nobody calls here")

    async def close(self) -> None:
        """Nothing is open."""


class SteadyRecognizer:
    """Reads the same audio the same; new audio since brings the next text."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._has_more = False
        self._latest = ""

    def begin(self, phrases: Sequence[str] = ()) -> None:
        self._has_more = False
        self._latest = ""

    def hear(self, samples: Samples) -> None:
        self._has_more = True

    def partial(self) -> Transcript:
        return Transcript()

    def transcribe(self) -> Transcript:
        if self._has_more and self._texts:
            self._latest = self._texts.pop(0)
        self._has_more = False
        words = (
            Word(text=word, start_s=0.0, end_s=0.1, confidence=1.0)
            for word in self._latest.split()
        )
        return Transcript(words=tuple(words))


class SteadyEngine:
    """Implements `asr.recognizer.RecognizerEngine`; all its recognizers share the texts."""

    name = "steady"

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts)

    def recognizer(self) -> SteadyRecognizer:
        return SteadyRecognizer(self._texts)

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        return ()


class Dialler:
    def __init__(self, understander: Understander, folder: Path) -> None:
        self._understander = understander
        self._folder = folder

    def __call__(
        self, leg: DialledLeg, *texts: str, scenario: str = SCENARIO, mode: str = ""
    ) -> CallReport:
        path = self._folder / "scenario.yaml"
        path.write_text(dedent(scenario), encoding="utf-8")
        robot = Robot(
            engine=SteadyEngine(*texts),
            vad=LoudnessModel(),
            voice=SecondLongVoice(),
            recognition_pool=InlineExecutor(),
            voice_pool=InlineExecutor(),
        )
        script = Script(
            load_scenario(path),
            slots={},
            understander=self._understander,
            agents={},
            now=lambda: NOW,
        )
        settings = AnsweringSettings.model_validate({"mode": mode or "background"})
        call = Call(robot, script, self._folder / "calls", answering=settings)
        return asyncio.run(call.dial(OneLine(leg), "sip:x@127.0.0.1", ring_s=30))


@pytest.fixture
def dial(understander: Understander, tmp_path: Path) -> Dialler:
    return Dialler(understander, tmp_path)


def robot_speech_s(leg: FakeLeg) -> float:
    return sum(bool(played.any()) for played in leg.played) * 0.02


def test_a_person_is_talked_to_as_ever(dial: Dialler) -> None:
    ended = dial(DialledLeg("###~..##"), "алло", "да удобно")
    assert ended.outcome == "talked"
    assert ended.answered_by == "person"
    assert ended.end.disposition == "answered"


def test_a_machine_is_hung_up_on_when_it_shows_itself(dial: Dialler) -> None:
    leg = DialledLeg("#" * 60)
    ended = dial(leg, GREETING)
    assert ended.outcome == "answering_machine"
    assert ended.answered_by == "machine"
    assert ended.end.hung_up_by == "robot"
    assert ended.duration_s < 4


def test_an_announcement_after_the_answer_is_not_reaching_anybody(
    dial: Dialler,
) -> None:
    ended = dial(DialledLeg("#" * 60), ANNOUNCEMENT)
    assert ended.answered_by == "intercept"
    assert ended.announcement == "unavailable"
    assert ended.end.disposition == "unavailable"


def test_a_busy_message_is_busy(dial: Dialler) -> None:
    ended = dial(DialledLeg("#" * 60), "абонент сейчас разговаривает")
    assert ended.end.disposition == "busy"


def test_a_message_is_left_once_the_machine_listens(dial: Dialler) -> None:
    scenario = SCENARIO.replace("start:", LEAVES_MESSAGE)
    leg = DialledLeg("#" * 40)
    ended = dial(leg, GREETING, "", scenario=scenario)
    assert ended.outcome == "left_message"
    assert ended.path == ("greeting", "message")
    greeting_and_silence = leg.played[: round((4.0 + 2.5) / 0.02)]
    assert not any(played.any() for played in greeting_and_silence[150:])


def test_locked_out_the_robot_says_nothing_before_it_knows(dial: Dialler) -> None:
    leg = DialledLeg("..####..........~..##")
    ended = dial(leg, "алло", "да", mode="lock_out")
    assert ended.outcome == "talked"
    first = next(n for n, played in enumerate(leg.played) if played.any())
    assert 1.0 < first * 0.02 < 2.5


def test_locked_out_a_machine_hears_no_word(dial: Dialler) -> None:
    leg = DialledLeg("#" * 60)
    assert dial(leg, GREETING, mode="lock_out").outcome == "answering_machine"
    assert robot_speech_s(leg) == 0


def test_locked_out_silence_is_spoken_into_in_the_end(dial: Dialler) -> None:
    leg = DialledLeg("." * 60)
    ended = dial(leg, mode="lock_out")
    assert ended.answered_by == "silence"
    assert robot_speech_s(leg) > 0


def test_switched_off_everybody_is_a_person(dial: Dialler) -> None:
    ended = dial(DialledLeg("#" * 40 + "|"), GREETING, mode="off")
    assert ended.answered_by is None
    assert ended.outcome == "hung_up"


class TestBeforeTheAnswer:
    def test_an_announcement_ends_the_attempt(self, dial: Dialler) -> None:
        speech = np.full(4 * 8000, 2000, np.int16)
        ended = dial(DialledLeg("###", early=speech), ANNOUNCEMENT)
        assert ended.end.disposition == "unavailable"
        assert ended.answered_by == "intercept"
        assert ended.recording is None

    def test_a_busy_tone_ends_it_as_busy(self, dial: Dialler) -> None:
        ended = dial(DialledLeg("###", early=cadence(425, 0.35, 0.35, 5)))
        assert ended.end.disposition == "busy"

    def test_ringing_is_waited_out(self, dial: Dialler) -> None:
        ringing = (cadence(425, 1.0, 4.0, 2) * 0.05).astype(np.int16)
        ended = dial(DialledLeg("###~..##", early=ringing), "алло", "да")
        assert ended.outcome == "talked"


def test_a_fax_is_hung_up_on(dial: Dialler) -> None:
    class Fax(DialledLeg):
        @override
        async def audio(self) -> AsyncIterator[AudioTick]:
            shrill = tone(2100, 3.0).reshape(-1, 160)
            place = 0
            async for tick in super().audio():
                if tick.is_early:
                    yield tick
                    continue
                heard = shrill[place] if place < len(shrill) else tick.heard
                place += 1
                yield AudioTick(heard=heard, played=tick.played)

    ended = dial(Fax(""), "", "", "")
    assert ended.answered_by == "fax"
    assert ended.outcome == "answering_machine"
