import numpy as np
import pytest

from sip.behaviour import Behaviour, HangUp, Speak
from sip.leg import FRAME_SAMPLES
from sip.manner import Keys, Manner, Timed

LOUD = np.full(FRAME_SAMPLES, 3000, np.int16)
QUIET = np.full(FRAME_SAMPLES, 8, np.int16)


def done(manner: Manner, drawing: str) -> list[tuple[float, str]]:
    """What the subscriber does and when.

    A character is 100 ms: `#` the robot speaks, `.` it is silent, `s` it is silent
    and the subscriber is still speaking.
    """
    behaviour = Behaviour(manner)
    acts: list[tuple[float, str]] = []
    for mark in drawing:
        for _ in range(5):
            frame = LOUD if mark == "#" else QUIET
            actions = behaviour.hear(frame, is_speaking=mark == "s")
            acts += [(round(behaviour.now_s, 1), named(action)) for action in actions]
    return acts


def named(action: Speak | HangUp) -> str:
    match action:
        case HangUp():
            return "hang up"
        case Speak(utterance=Keys(digits=digits)):
            return digits
        case _:
            raise AssertionError(action)


def replying(*digits: str, pause_s: float = 0.3) -> Manner:
    return Manner(replies=tuple(Keys(digits=key) for key in digits), pause_s=pause_s)


def test_a_reply_comes_when_the_robot_has_been_silent_for_the_pause() -> None:
    assert done(replying("1"), "..####......") == [(0.9, "1")]


def test_nothing_is_replied_to_a_robot_that_has_not_spoken() -> None:
    assert done(replying("1"), "..............") == []


def test_a_short_pause_within_the_robot_s_speech_is_not_its_end() -> None:
    assert done(replying("1"), "..###..###....") == [(1.3, "1")]


def test_each_reply_waits_for_the_robot_to_speak_again() -> None:
    assert done(replying("1", "2"), "##.........##.........") == [
        (0.5, "1"),
        (1.6, "2"),
    ]


def test_a_subscriber_lets_itself_finish_before_it_replies_again() -> None:
    assert done(replying("1", "2"), "##...s##ssss..") == [(0.5, "1"), (1.2, "2")]


def test_timed_words_come_at_their_moments_whatever_the_robot_does() -> None:
    timed = (
        Timed(at_s=0.5, utterance=Keys(digits="5")),
        Timed(at_s=0.2, utterance=Keys(digits="2")),
    )
    assert done(Manner(timed=timed), "##########") == [(0.2, "2"), (0.5, "5")]


def test_a_subscriber_hangs_up_at_its_time() -> None:
    assert done(Manner(hang_up_after_s=0.4), "....")[0] == (0.4, "hang up")


def test_a_subscriber_hangs_up_in_the_midst_of_the_robot_s_second_phrase() -> None:
    manner = Manner(hang_up_in_phrase=2, pause_s=0.3)
    assert done(manner, "###.....########")[0] == (1.3, "hang up")


def test_the_robot_s_phrases_are_told_with_their_times() -> None:
    behaviour = Behaviour(Manner(pause_s=0.2))
    for mark in "..###...##...":
        for _ in range(5):
            behaviour.hear(LOUD if mark == "#" else QUIET, is_speaking=False)
    told = [(phrase.start_s, phrase.end_s) for phrase in behaviour.far_phrases]
    assert told == [pytest.approx((0.2, 0.5)), pytest.approx((0.8, 1.0))]


def test_a_click_is_no_phrase() -> None:
    behaviour = Behaviour(Manner())
    for frame in (QUIET, LOUD, LOUD, QUIET, QUIET):
        behaviour.hear(frame, is_speaking=False)
    assert behaviour.far_phrases == []
