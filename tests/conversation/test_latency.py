import numpy as np
import pytest

from sip.leg import FRAME_SAMPLES, AudioTick, Samples
from voicebot.conversation.latency import ReplyClock

SILENCE: Samples = np.zeros(FRAME_SAMPLES, np.int16)


def tick(played: Samples) -> AudioTick:
    return AudioTick(heard=SILENCE, played=played)


def test_latency_runs_from_the_callers_last_sound_to_the_robots_first_sample() -> None:
    clock = ReplyClock()
    clock.turn_taken(10.0)
    assert clock.hear(tick(SILENCE), 10.30) is None
    voiced = SILENCE.copy()
    voiced[80:] = 3000
    assert clock.hear(tick(voiced), 10.32) == pytest.approx(0.33)


def test_a_turn_is_measured_once() -> None:
    clock = ReplyClock()
    clock.turn_taken(1.0)
    loud = np.full(FRAME_SAMPLES, -3000, np.int16)
    assert clock.hear(tick(loud), 1.5) == pytest.approx(0.5)
    assert clock.hear(tick(loud), 1.52) is None


def test_sound_before_any_turn_is_no_reply() -> None:
    assert ReplyClock().hear(tick(np.full(FRAME_SAMPLES, 3000, np.int16)), 0.0) is None
