"""The caller of a measured call answers each prompt, and returns its echo."""

import numpy as np

from benchmarks.spoken_call import ECHO_DELAY_S, THINKS_S, Caller
from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples

LOUD = 5000
PROMPT: Samples = np.full(FRAME_SAMPLES, 8000, np.int16)
SILENCE: Samples = np.zeros(FRAME_SAMPLES, np.int16)


def loud_frames(caller: Caller, played: list[Samples]) -> list[int]:
    """Which frames held more than the line's noise."""
    heard = [caller.next_frame(frame) for frame in played]
    return [number for number, frame in enumerate(heard) if np.abs(frame).max() > 100]


def test_each_reply_comes_once_after_a_prompt_is_over() -> None:
    reply = np.full(2 * FRAME_SAMPLES, LOUD, np.int16)
    caller = Caller([reply, reply], None)
    thinks = round(THINKS_S * RATE_HZ / FRAME_SAMPLES)
    played = [*[PROMPT] * 5, *[SILENCE] * 40, PROMPT, *[SILENCE] * 40]
    first, second = 5 + thinks - 1, 46 + thinks - 1
    assert loud_frames(caller, played) == [first, first + 1, second, second + 1]


def test_an_echo_follows_the_prompt_at_its_level() -> None:
    late = round(ECHO_DELAY_S * RATE_HZ / FRAME_SAMPLES)
    played = [*[PROMPT] * 3, *[SILENCE] * 10]
    assert loud_frames(Caller([], -20.0), played) == [late, late + 1, late + 2]
    assert loud_frames(Caller([], None), played) == []
