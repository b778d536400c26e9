import numpy as np
import pytest

from asr.call_clock import CallClock
from asr.heard_audio import Stretch
from asr.recognizer import RATE_HZ, Transcript, Word


def stretch(began_s: float, length_s: float) -> Stretch:
    samples = np.zeros(round(length_s * RATE_HZ), np.int16)
    return Stretch(began_sample=round(began_s * RATE_HZ), samples=samples)


def test_words_move_to_the_part_of_the_call_they_were_said_in() -> None:
    clock = CallClock()
    clock.give(stretch(10.0, 1.0))
    clock.give(stretch(11.0, 0.5))
    clock.give(stretch(20.0, 1.0))
    words = (
        Word(text="алло", start_s=0.5, end_s=1.25, confidence=0.9),
        Word(text="да", start_s=1.75, end_s=2.0, confidence=0.8),
    )
    moved = clock.on_call_time(Transcript(words=words, alternatives=("о да",)))
    times_s = [(word.start_s, word.end_s) for word in moved.words]
    assert times_s == [pytest.approx((10.5, 11.25)), pytest.approx((20.25, 20.5))]
    assert moved.text == "алло да"
    assert moved.alternatives == ("о да",)


def test_nothing_given_moves_nothing() -> None:
    assert CallClock().on_call_time(Transcript()) == Transcript()
