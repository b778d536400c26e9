"""Rehearsals in sound whose words are given: the true call, turns, line and caller."""

from collections.abc import Collection, Sequence
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path
from typing import cast

import numpy as np

from sip.leg import RATE_HZ, Samples
from tests.conversation.scripted_hearing import (
    InlineExecutor,
    LoudnessModel,
    ScriptedEngine,
)
from voicebot.conversation.robot import Robot
from voicebot.rehearsal.audio_run import Cast, run_as_audio
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.moves import CallerMove
from voicebot.rehearsal.record import TalkRecord
from voicebot.scenario.actions import Say
from voicebot.scenario.model import Scenario
from voicebot.settings import AnsweringSettings
from voicebot.understanding.corrections import TalkPlace
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.understander import Understander

LINE_S = 0.6


class SecondLongVoice:
    """Every text takes one second, every recording half of one."""

    name = "second-long"

    def cut(self, say: Say) -> tuple[str, ...]:
        return (say.text or say.audio or "",)

    def is_rendered(self, part: str, say: Say) -> bool:
        return True

    def speech(self, part: str, say: Say) -> Samples:
        return np.full(RATE_HZ // 2 if say.audio else RATE_HZ, 3000, np.int16)


class LiteralUnderstander:
    """Understands an intent's own name, as `rehearsing.literal`."""

    def understand(
        self,
        text: str,
        *,
        among: Collection[str] | None = None,
        now: datetime,
        alternatives: Sequence[str] = (),
    ) -> Meaning:
        if not text:
            return Meaning(text=text, intent=None, confidence=1.0, why="nothing said")
        is_expected = among is None or text in among
        intent = text if is_expected else "out_of_scope"
        return Meaning(text=text, intent=intent, confidence=1.0, why=f"at {now:%H:%M}")

    def within(self, *_places: TalkPlace) -> "LiteralUnderstander":
        return self

    def phrases_of(self, intents: Collection[str]) -> tuple[str, ...]:
        return tuple(intents)


def tone(_text: str) -> Samples:
    times_s = np.arange(round(LINE_S * RATE_HZ)) / RATE_HZ
    samples: Samples = (6000 * np.sin(2 * np.pi * 1000 * times_s)).astype(np.int16)
    return samples


def rehearse_in_sound(  # noqa: PLR0913  # each is one circumstance of the call
    case: Case,
    scenario: Scenario,
    folder: Path,
    *,
    hears: Sequence[str | Exception] | None = None,
    pool: Executor | None = None,
    counts_work: bool = False,
    answering: AnsweringSettings | None = None,
) -> TalkRecord:
    """The caller's lines are heard as `hears`; as they are, where that is None."""
    moves = [item.move for item in case.talk]
    said = [move.says for move in moves if isinstance(move, CallerMove) and move.says]
    texts: Sequence[str | Exception] = said if hears is None else hears
    robot = Robot(
        engine=ScriptedEngine(*texts),
        vad=LoudnessModel(),
        voice=SecondLongVoice(),
        recognition_pool=pool or InlineExecutor(),
        voice_pool=pool or InlineExecutor(),
    )
    shared = Cast(
        scenario=scenario,
        robot=robot,
        # A script asks no more of it than these three methods.
        understander=cast("Understander", LiteralUnderstander()),
        say=tone,
        recordings=folder,
        answering=answering or AnsweringSettings(),
    )
    return run_as_audio(case, shared, LineCondition(), counts_work=counts_work)
