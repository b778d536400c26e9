"""What is not the caller's speech never reaches turn-taking."""

import numpy as np

from asr.ear import Ear, SpeechPaused, SpeechStarted
from tests.conversation.scripted_hearing import LoudnessDetector, ScriptedRecognizer
from tests.conversation.sounds import Wave, echo_of, mixed, ticks, voice
from voicebot.conversation.hearing import EchoPassed, HeardEvent, Hearing

CALL_S = 4.0


def heard_events(heard: Wave, played: Wave) -> list[tuple[float, HeardEvent]]:
    """Events with the second at which each was told."""
    ear = Ear(LoudnessDetector(), ScriptedRecognizer([]))
    ear.begin(())
    hearing = Hearing(ear)
    return [
        (number * 0.02, event)
        for number, tick in enumerate(ticks(heard, played), 1)
        for event in hearing.hear(tick)
    ]


def starts(events: list[tuple[float, HeardEvent]]) -> list[float]:
    return [at_s for at_s, event in events if isinstance(event, SpeechStarted)]


def reverberating(wave: Wave) -> Wave:
    """As in a room where the sound's own way is half of all."""
    random = np.random.default_rng(7)
    tail = random.standard_normal(800) * np.exp(-np.arange(800) / 120)
    tail[0] = np.sqrt(np.sum(np.square(tail[1:])))
    room: Wave = np.convolve(wave, tail / np.sqrt(np.sum(np.square(tail))))
    return room[: len(wave)]


def test_a_loud_echo_is_nobodys_speech() -> None:
    played = voice(CALL_S, seed=1)
    assert heard_events(echo_of(played, level_db=-3, delay_s=0.1), played) == []


def test_what_a_room_leaves_of_an_echo_passes() -> None:
    played = voice(CALL_S, seed=1)
    echo = echo_of(played, level_db=-3, delay_s=0.1)
    events = heard_events(reverberating(echo), played)
    assert starts(events) == []
    assert any(isinstance(event, EchoPassed) for _, event in events)


def test_a_caller_over_echo_is_heard_within_a_third_of_a_second() -> None:
    played = voice(CALL_S, seed=1)
    echo = echo_of(played, level_db=-3, delay_s=0.1)
    heard = mixed((0, echo), (2, voice(1, seed=2, rms=6000)), duration_s=CALL_S)
    first = starts(heard_events(heard, played))[0]
    assert 2.0 < first <= 2.35


def test_a_caller_in_the_robots_silence_is_believed_at_once() -> None:
    heard = mixed((1, voice(1, seed=2)), duration_s=CALL_S)
    events = heard_events(heard, np.zeros(len(heard)))
    started = next(event for _, event in events if isinstance(event, SpeechStarted))
    assert starts(events)[0] - started.noticed_s < 0.021
    assert any(isinstance(event, SpeechPaused) for _, event in events)


def likely(heard: Wave, played: Wave) -> list[float]:
    """Seconds at which a guess that the caller speaks came up."""
    hearing = Hearing(Ear(LoudnessDetector(), ScriptedRecognizer([])))
    found, was_likely = [], False
    for number, tick in enumerate(ticks(heard, played), 1):
        hearing.hear(tick)
        if hearing.is_speech_likely and not was_likely:
            found.append(number * 0.02)
        was_likely = hearing.is_speech_likely
    return found


def test_a_caller_over_the_prompt_is_guessed_at_before_it_is_sure() -> None:
    played = voice(CALL_S, seed=1)
    heard = mixed((2, voice(1, seed=2)), duration_s=CALL_S)
    assert 2.0 < likely(heard, played)[0] <= 2.1
    assert likely(heard, played)[0] < starts(heard_events(heard, played))[0] - 0.05


def test_a_line_that_returns_the_robots_voice_is_not_guessed_at() -> None:
    played = voice(CALL_S, seed=1)
    echo = echo_of(played, level_db=-3, delay_s=0.1)
    heard = mixed((0, echo), (2, voice(1, seed=2, rms=6000)), duration_s=CALL_S)
    assert likely(heard, played) == []
