"""Levels are drawn, 32 ms a mark: `#` the caller, `b` a voice behind, `.` the line."""

from collections.abc import Iterable

import numpy as np
import pytest

from asr.ear import Ear, HearingEvent, SpeechPaused, SpeechStarted
from asr.nearness import Nearness
from asr.recognizer import Samples
from asr.voice_activity import WINDOW_SAMPLES
from tests.asr.scripted import EchoRecognizer

LOUDNESS = {"#": 3000.0, "b": 500.0, "B": 800.0, ".": 20.0, "0": 0.0}
WINDOW_S = 0.032


def windows(pattern: str) -> Iterable[Samples]:
    dice = np.random.default_rng(4)
    for mark in pattern:
        noise = dice.standard_normal(WINDOW_SAMPLES) * LOUDNESS[mark]
        yield noise.clip(-32768, 32767).astype(np.int16)


class AnyVoice:
    """Takes every voice for speech, near or far, as the true detectors do."""

    def speech_probability(self, window: Samples) -> float:
        return 1.0 if np.abs(window).max() > 400 else 0.0

    def reset(self) -> None:
        """It remembers nothing."""


def near(pattern: str) -> str:
    """`#` where the window counts as the caller's."""
    nearness, detector = Nearness(), AnyVoice()
    return "".join(
        "#" if nearness.hear(window, detector.speech_probability(window)) else "."
        for window in windows(pattern)
    )


def edges(pattern: str) -> list[HearingEvent]:
    ear = Ear(AnyVoice(), EchoRecognizer())
    return [event for window in windows(pattern) for event in ear.hear(window)]


def test_a_turn_ends_though_others_go_on_talking() -> None:
    events = edges("bBbbBbbb" * 4 + "#" * 20 + "bBbbBbbb" * 6)
    pauses = [event for event in events if isinstance(event, SpeechPaused)]
    assert pauses[-1].at_s == pytest.approx((32 + 20) * WINDOW_S, abs=0.2)
    assert pauses[-1].noticed_s - pauses[-1].at_s < 0.4


def test_others_are_not_taken_for_the_caller_who_just_spoke() -> None:
    events = edges("bBbbBbbb" * 4 + "#" * 20 + "bBbbBbbb" * 6)
    started = [event for event in events if isinstance(event, SpeechStarted)]
    assert all(event.at_s < 52 * WINDOW_S for event in started)


def test_on_a_quiet_line_a_soft_voice_is_the_caller_too() -> None:
    told = near("." * 30 + "#" * 10 + "." * 20 + "b" * 10 + "." * 10)
    assert told[30:40] == "#" * 10
    assert told[60:70] == "#" * 10


def test_a_long_reply_without_a_pause_stays_the_callers() -> None:
    assert "." not in near("." * 20 + "#" * 300)[20:]


def test_lost_packets_do_not_lower_the_floor() -> None:
    told = near("b" * 40 + "0" * 60 + "#" * 10 + "b" * 20)
    assert told[100:110] == "#" * 10
    assert told[-10:] == "." * 10


def test_before_anything_is_known_everybody_is_the_caller() -> None:
    assert near("bbbb") == "####"
