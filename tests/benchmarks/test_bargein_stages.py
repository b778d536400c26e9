"""Where a stop's time went is told from the two clocks' common sounds."""

import numpy as np
import pytest

from benchmarks.bargein_stages import RecordedCall, audible, stages
from benchmarks.callers.events import CallerEvent, Stretch
from sip.leg import RATE_HZ

AHEAD_S = 100.0
"""The wire's clock began so long before the robot's."""


def told(*marks: tuple[float, str]) -> list[CallerEvent]:
    return [
        CallerEvent(call=0, at_s=AHEAD_S + at_s, event=name) for at_s, name in marks
    ]


def test_a_stop_falls_into_three_stages_that_add_up() -> None:
    events = told(
        (1.0, "robot_began"),
        (3.0, "caller_began"),
        (3.15, "robot_ended"),
        (3.5, "caller_ended"),
    )
    call = RecordedCall(
        caller=[Stretch(began_s=3.05, ended_s=3.55)],
        robot=[Stretch(began_s=1.0, ended_s=3.15)],
        events=[{"event": "PromptHeld", "at_s": 3.14}],
    )
    (found,) = stages(events, call)
    assert found.way_in_s == pytest.approx(0.05)
    assert found.noticing_s == pytest.approx(0.09)
    assert found.way_out_s == pytest.approx(0.01)


def test_who_speaks_while_the_robot_is_silent_stops_nobody() -> None:
    events = told((1.0, "robot_began"), (2.0, "robot_ended"), (3.0, "caller_began"))
    call = RecordedCall(
        caller=[Stretch(began_s=3.05, ended_s=3.5)],
        robot=[Stretch(began_s=1.0, ended_s=2.0)],
        events=[],
    )
    assert list(stages(events, call)) == []


def test_pauses_between_words_part_no_prompt() -> None:
    sound = np.zeros(2 * RATE_HZ, np.int16)
    for began_s in (0.5, 0.9, 1.6):
        sound[int(began_s * RATE_HZ) : int((began_s + 0.1) * RATE_HZ)] = 1000
    spoken = [(round(one.began_s, 2), round(one.ended_s, 2)) for one in audible(sound)]
    assert spoken == [(0.5, 1.0), (1.6, 1.7)]
