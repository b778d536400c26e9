"""Deafness is noticed: of a recognizer by its readings, of voice activity by its silence."""

import numpy as np
import pytest
from typing_extensions import override

from asr.ear import Ear
from asr.recognizer import Samples
from asr.silero_vad import SileroModel
from asr.voice_activity import VoiceActivityDetector
from tests.conversation.scripted_hearing import LoudnessDetector, ScriptedRecognizer
from tests.conversation.sounds import Wave, echo_of, mixed, music, noise, ticks, voice
from voicebot.conversation.hearing import HeardEvent, Hearing, VoiceUnnoticed

CALL_S = 12.0


class DeafDetector:
    """Implements `VoiceActivityDetector`: hears nothing more until it is reset."""

    def __init__(self, detector: VoiceActivityDetector) -> None:
        self._detector = detector
        self._is_deaf = True

    def speech_probability(self, window: Samples) -> float:
        probability = self._detector.speech_probability(window)
        return 0.0 if self._is_deaf else probability

    def reset(self) -> None:
        self._detector.reset()
        self._is_deaf = False


class StoneDeafDetector(DeafDetector):
    """For ever."""

    @override
    def reset(self) -> None:
        """To no avail."""


def heard_events(
    detector: VoiceActivityDetector, heard: Wave, played: Wave | None = None
) -> list[HeardEvent]:
    ear = Ear(detector, ScriptedRecognizer([]))
    ear.begin(())
    hearing = Hearing(ear)
    sent = np.zeros(len(heard)) if played is None else played
    return [event for tick in ticks(heard, sent) for event in hearing.hear(tick)]


def wakings(events: list[HeardEvent]) -> int:
    return sum(isinstance(event, VoiceUnnoticed) for event in events)


@pytest.mark.parametrize(
    "detector", [LoudnessDetector(), SileroModel().detector()], ids=["fake", "silero"]
)
def test_a_deaf_voice_activity_detection_is_reset_and_hears(
    detector: VoiceActivityDetector,
) -> None:
    caller = mixed((1, voice(9, seed=2)), duration_s=CALL_S)
    caller += noise(CALL_S, rms=20)
    events = heard_events(DeafDetector(detector), caller)
    assert isinstance(events[0], VoiceUnnoticed)
    assert wakings(events) == 1


def test_one_that_stays_deaf_is_reset_every_few_seconds_only() -> None:
    caller = voice(CALL_S, seed=2) + noise(CALL_S, rms=20)
    events = heard_events(StoneDeafDetector(LoudnessDetector()), caller)
    assert 2 <= wakings(events) <= 4


@pytest.mark.parametrize(
    "sound",
    [
        noise(CALL_S, rms=20),
        noise(CALL_S, rms=2000),
        music(CALL_S, seed=1),
        np.tile(np.r_[20000.0, np.zeros(7999)], int(CALL_S)),
        mixed((1, voice(0.6, seed=3)), (6, voice(0.6, seed=4)), duration_s=CALL_S),
    ],
    ids=["line", "street", "music", "clicks", "coughs"],
)
def test_what_is_no_long_talk_resets_nothing(sound: Wave) -> None:
    deaf = StoneDeafDetector(LoudnessDetector())
    assert wakings(heard_events(deaf, sound + noise(CALL_S, rms=15))) == 0


def test_the_robots_own_echo_resets_nothing() -> None:
    played = voice(CALL_S, seed=1)
    echo = echo_of(played, level_db=-3, delay_s=0.1) + noise(CALL_S, rms=15)
    deaf = StoneDeafDetector(LoudnessDetector())
    assert wakings(heard_events(deaf, echo, played)) == 0
