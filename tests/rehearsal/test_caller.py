"""The caller's manners, tick by tick: `#` the robot sounds, `.` it is silent, `?` it asks."""

from collections.abc import Iterator

import numpy as np
import pytest

from sip.leg import RATE_HZ
from voicebot.conversation.events import (
    AnswererJudged,
    CallEvent,
    GreetingEnded,
    KeysTaken,
    NodeAction,
    PromptDropped,
    SilenceTaken,
    SpeechRead,
    TurnTaken,
)
from voicebot.rehearsal.caller import TICK_S, Act, Caller, Heard, PressKey
from voicebot.rehearsal.cues import (
    Cue,
    Cues,
    Greet,
    KeepSilent,
    Leave,
    Placed,
    Press,
    Speak,
)
from voicebot.rehearsal.moves import TransferResult
from voicebot.scenario.actions import BargeIn, Listen, Transfer

QUESTION = Listen(
    node="ask",
    intents=("yes",),
    keys=frozenset(),
    barge_in=BargeIn.SPEECH,
    noinput_s=5.0,
    complete_timeout_s=0.3,
    incomplete_timeout_s=1.0,
    max_speech_s=10.0,
)
TAKEN = TurnTaken(text="да", intent="yes", confidence=1.0, why="", slots={})
SECOND_TICKS = round(1 / TICK_S)


def speak(
    text: str = "да", *, after_s: float | None = None, seconds: float = 0.5
) -> Cue:
    samples = np.ones(round(seconds * RATE_HZ), np.int16)
    return Speak(text=text, samples=samples, after_s=after_s)


class Scene:
    """A caller with cues, and a robot that is drawn, a tenth of a second a mark."""

    def __init__(self, *cues: Cue) -> None:
        self.cues = Cues(Placed(item=item, cue=cue) for item, cue in enumerate(cues))
        self.caller = Caller(self.cues)

    def acts(self, drawing: str) -> list[tuple[float, Act]]:
        return list(self._acts(drawing))

    def tell(self, *events: CallEvent) -> None:
        for event in events:
            self.caller.notice(event)

    def _acts(self, drawing: str) -> Iterator[tuple[float, Act]]:
        for mark in drawing:
            if mark == "?":
                self.tell(NodeAction(action=QUESTION))
                continue
            for _ in range(5):
                act = self.caller.hear(
                    Heard(sound_at_s=0.0 if mark == "#" else None, is_done=mark != "#")
                )
                if act:
                    yield round(self.caller.now_s, 2), act


def test_a_reply_comes_a_breath_after_the_question() -> None:
    [(at_s, act)] = Scene(speak()).acts("?##########.........")
    assert isinstance(act, Speak)
    assert at_s == pytest.approx(1.3, abs=0.03)


def test_nothing_is_said_to_a_robot_that_does_not_ask() -> None:
    assert Scene(speak()).acts("##########....................") == []


def test_a_barge_in_counts_from_the_robots_first_sound() -> None:
    [(at_s, _act)] = Scene(speak(after_s=0.5)).acts("##?##########")
    assert at_s == pytest.approx(0.7, abs=0.03)


def test_the_next_reply_waits_for_the_next_question() -> None:
    scene = Scene(speak("да"), speak("нет"))
    assert len(scene.acts("?##..........")) == 1
    scene.tell(TAKEN)
    assert scene.acts("#####....") == []
    [(_at_s, act)] = scene.acts("?##......")
    assert isinstance(act, Speak)
    assert act.text == "нет"


def test_a_robot_that_took_speech_for_noise_and_spoke_on_gets_the_next_reply() -> None:
    scene = Scene(speak("кхм", after_s=0.3), speak("да"))
    assert len(scene.acts("?####.....")) == 1
    [(_at_s, act)] = scene.acts("####......")
    assert isinstance(act, Speak)
    assert act.text == "да"


def test_keys_are_pressed_one_by_one_even_after_the_first_was_taken() -> None:
    scene = Scene(Press(keys="12#"))
    first = scene.acts("?#....")
    scene.tell(KeysTaken(keys="1"))
    keys = [
        act.key for _, act in first + scene.acts("......") if isinstance(act, PressKey)
    ]
    assert keys == ["1", "2", "#"]


def test_silence_is_kept_until_the_robot_waits_no_longer() -> None:
    scene = Scene(KeepSilent(), speak())
    assert scene.acts("?##" + "." * 60) == []
    scene.tell(SilenceTaken())
    assert scene.caller.item == 0
    assert len(scene.acts("?##......")) == 1


def test_a_caller_with_nothing_left_to_say_leaves_a_second_after_the_question() -> None:
    scene = Scene()
    [(at_s, act)] = scene.acts("?#####...........")[:1]
    assert isinstance(act, Leave)
    assert at_s == pytest.approx(1.5, abs=0.05)
    assert scene.caller.item is None


def test_a_caller_who_answered_last_does_not_leave_before_the_robot_speaks_again() -> (
    None
):
    scene = Scene(speak())
    assert len(scene.acts("?##" + "." * 50)) == 1


def test_a_caller_is_not_asked_what_only_others_can_do() -> None:
    scene = Scene(TransferResult.FAILED, speak())
    [(_at_s, act)] = scene.acts("?##.............")[:1]
    assert isinstance(act, Leave)
    assert scene.cues.next is not None


def test_a_caller_may_leave_while_kept_waiting() -> None:
    scene = Scene(Leave())
    scene.tell(NodeAction(action=Transfer(to="desk", ring_s=20.0, hold=None)))
    [(at_s, act)] = scene.acts("####............")
    assert isinstance(act, Leave)
    assert at_s == pytest.approx(1.0, abs=0.03)
    assert scene.caller.item == 0


def test_the_wait_for_a_reply_is_from_the_last_sample_to_the_first() -> None:
    scene = Scene(speak(seconds=0.5))
    [(began_s, _act)] = scene.acts("?##.....")
    scene.acts("...")
    scene.tell(TAKEN)
    scene.acts("..")
    sounded_s = scene.caller.now_s
    scene.acts("##")
    assert scene.caller.take_reply_s() == pytest.approx(sounded_s - began_s - 0.5)
    assert scene.caller.take_reply_s() is None


@pytest.mark.parametrize("is_dropped", [True, False])
def test_an_interruption_is_one_if_the_prompt_was_dropped(*, is_dropped: bool) -> None:
    scene = Scene(speak(after_s=0.2))
    scene.acts("?######")
    if is_dropped:
        scene.tell(PromptDropped(unplayed_s=1.0))
    scene.tell(TAKEN)
    assert scene.caller.is_interrupting is is_dropped


def test_an_answer_in_turn_is_no_interruption() -> None:
    scene = Scene(speak())
    scene.acts("?##......")
    scene.tell(PromptDropped(unplayed_s=0.1), TAKEN)
    assert scene.caller.is_interrupting is None


def test_readings_are_kept_for_the_line_that_was_spoken() -> None:
    scene = Scene(speak("да"), KeepSilent())
    scene.tell(SpeechRead(text="шум", words=(), took_s=0.0))
    scene.acts("?##......")
    assert scene.caller.reads == {0: ""}
    scene.tell(SpeechRead(text="да", words=(), took_s=0.0), TAKEN)
    assert scene.caller.reads == {0: "да"}


def greet(seconds: float = 1.0) -> Cue:
    return Greet(
        text="автоответчик", samples=np.ones(round(seconds * RATE_HZ), np.int16)
    )


def judged(answerer: str) -> AnswererJudged:
    return AnswererJudged(
        answerer=answerer, announcement=None, confidence=1.0, why="", is_early=False
    )


def test_a_machine_speaks_at_once_whatever_the_robot_says() -> None:
    [(at_s, act)] = Scene(greet()).acts("?####################")
    assert at_s == 0.5
    assert isinstance(act, Speak)


def test_a_machine_that_is_taken_for_a_person_waits_for_ever() -> None:
    scene = Scene(greet())
    scene.acts("?####################")
    scene.tell(judged("person"), TAKEN)
    assert scene.acts("#####" + "." * 50 + "?####" + "." * 50) == []


def test_a_machine_that_is_known_is_asked_nothing_and_leaves_when_it_is() -> None:
    scene = Scene(greet())
    scene.acts("?####################")
    scene.tell(judged("machine"))
    assert scene.acts("." * 50) == []
    (_at_s, act), *_rest = scene.acts("?#####" + "." * 20)
    assert isinstance(act, Leave)


def test_the_robot_is_timed_from_the_end_of_the_greeting() -> None:
    scene = Scene(greet())
    scene.acts("?" + "." * 8)
    scene.tell(judged("machine"), GreetingEnded(after_beep=True))
    scene.acts("." * 12 + "#")
    assert scene.caller.take_reply_s() == pytest.approx(0.5, abs=0.03)


def test_a_robot_that_speaks_into_the_greeting_is_told_by_a_time_below_zero() -> None:
    scene = Scene(greet())
    scene.acts("?" + "." * 8)
    scene.tell(judged("machine"), GreetingEnded(after_beep=False))
    scene.acts("#")
    reply_s = scene.caller.take_reply_s()
    assert reply_s is not None
    assert reply_s < 0
