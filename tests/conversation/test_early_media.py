"""What is heard before the answer and right after it, in whole calls on a virtual clock."""

from collections.abc import AsyncIterator

import numpy as np
import pytest
from typing_extensions import override

from asr.recognizer import Samples
from sip.leg import AudioTick
from tests.answering.tones import cadence, silence, tone
from tests.conversation.test_pickup import (
    GREETING,
    LEAVES_MESSAGE,
    SCENARIO,
    DialledLeg,
    Dialler,
    dial,
    understander,
)
from voicebot.settings import AnsweringSettings

__all__ = ["dial", "understander"]

SPEECH = np.full(4 * 8000, 2000, np.int16)
INFORMATION_TONES = np.concatenate([tone(hz, 0.33) for hz in (950, 1400, 1800)])


class Sounding(DialledLeg):
    """Answers, and sounds as given before it goes on as drawn."""

    def __init__(self, drawing: str, samples: Samples) -> None:
        super().__init__(drawing)
        whole = len(samples) - len(samples) % 160
        self._frames = list(samples[:whole].reshape(-1, 160))

    @override
    async def audio(self) -> AsyncIterator[AudioTick]:
        async for tick in super().audio():
            heard = self._frames.pop(0) if self._frames else tick.heard
            yield AudioTick(heard=heard, played=tick.played)


@pytest.mark.parametrize(
    ("announced", "disposition"),
    [
        ("абонент временно недоступен", "unavailable"),
        ("абонент сейчас разговаривает", "busy"),
        ("набранный вами номер не существует", "invalid_number"),
    ],
)
def test_what_is_announced_before_the_answer_is_how_the_attempt_ended(
    dial: Dialler, announced: str, disposition: str
) -> None:
    ended = dial(DialledLeg("###", early=SPEECH), announced)
    assert ended.end.disposition == disposition
    assert ended.answered_by == "intercept"


def test_information_tones_before_the_answer_end_the_attempt(dial: Dialler) -> None:
    early = np.concatenate([INFORMATION_TONES, silence(2.0)])
    assert dial(DialledLeg("###", early=early)).end.disposition == "unavailable"


def test_information_tones_after_the_answer_have_not_reached_anybody(
    dial: Dialler,
) -> None:
    ended = dial(Sounding("." * 30, INFORMATION_TONES), "", "")
    assert ended.answered_by == "intercept"
    assert ended.end.disposition == "unavailable"


def test_a_fax_that_calls_is_hung_up_on(dial: Dialler) -> None:
    ended = dial(Sounding("." * 90, cadence(1100, 0.5, 3.0, 3)), *[""] * 6)
    assert ended.answered_by == "fax"
    assert ended.outcome == "answering_machine"


def test_a_message_is_left_right_after_the_beep(dial: Dialler) -> None:
    greeting = np.full(3 * 8000, 4000, np.int16)
    sounds = np.concatenate([greeting, silence(0.6), tone(1000, 0.5)])
    scenario = SCENARIO.replace("start:", LEAVES_MESSAGE)
    leg = Sounding("." * 60, sounds)
    ended = dial(leg, GREETING, "", scenario=scenario)
    assert ended.outcome == "left_message"
    spoken = [place * 0.02 for place, played in enumerate(leg.played) if played.any()]
    message_s = next(at_s for at_s in spoken if at_s > 3.2)
    assert 4.1 <= message_s < 5.0


def test_in_the_background_the_robot_talks_before_it_knows(dial: Dialler) -> None:
    assert AnsweringSettings().mode == "background"
    leg = DialledLeg("." * 10 + "###~..##")
    assert dial(leg, "алло", "да").outcome == "talked"
    first = next(n for n, played in enumerate(leg.played) if played.any())
    assert first * 0.02 < 0.5


@pytest.mark.parametrize("mode", ["background", "lock_out"])
def test_the_robot_speaks_to_whom_it_cannot_hear(dial: Dialler, mode: str) -> None:
    leg = DialledLeg("#" * 80)
    dial(leg, mode=mode)
    assert any(played.any() for played in leg.played)
