import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asr.ear import PRE_ROLL_S, Ear, HearingEvent, SpeechPaused, SpeechStarted
from asr.recognizer import RATE_HZ, Samples
from tests.asr.scripted import EchoRecognizer, LoudnessDetector, drawn

WINDOW_S = 0.032


def new_ear() -> tuple[Ear, EchoRecognizer]:
    recognizer = EchoRecognizer()
    return Ear(LoudnessDetector(), recognizer), recognizer


def hear(ear: Ear, samples: Samples, frame: int = 160) -> list[HearingEvent]:
    return [
        event
        for began in range(0, len(samples), frame)
        for event in ear.hear(samples[began : began + frame])
    ]


def test_a_phrase_starts_and_pauses_where_it_truly_did() -> None:
    ear, _ = new_ear()
    events = hear(ear, drawn("." * 10 + "#" * 5 + "." * 10))
    started, paused = events
    assert isinstance(started, SpeechStarted)
    assert isinstance(paused, SpeechPaused)
    times_s = (started.at_s, started.noticed_s, paused.at_s, paused.noticed_s)
    assert times_s == pytest.approx(tuple(WINDOW_S * n for n in (10, 13, 15, 19)))
    assert not ear.is_speech


def test_the_recognizer_gets_the_pre_roll_the_speech_and_the_silence_after() -> None:
    ear, recognizer = new_ear()
    samples = drawn("." * 30 + "#" * 5 + "." * 30)
    hear(ear, samples)
    ear.transcribe()
    noticed, paused = 33 * 256, 39 * 256
    began = noticed - round(PRE_ROLL_S * RATE_HZ)
    assert recognizer.heard.tolist() == samples[began:paused].tolist()


def test_speech_from_the_first_sample_is_heard_whole() -> None:
    ear, recognizer = new_ear()
    samples = drawn("#####..........")
    hear(ear, samples)
    ear.transcribe()
    assert recognizer.heard[: 5 * 256].tolist() == samples[: 5 * 256].tolist()


def test_a_short_pause_between_phrases_is_heard_without_gap_or_repeat() -> None:
    ear, recognizer = new_ear()
    samples = drawn("#####" + "." * 12 + "#####" + "." * 10)
    hear(ear, samples)
    ear.transcribe()
    assert recognizer.heard.tolist() == samples[: len(recognizer.heard)].tolist()


def test_words_carry_times_of_the_call() -> None:
    ear, _ = new_ear()
    hear(ear, drawn("." * 100 + "#####" + "." * 10))
    (word,) = ear.transcribe().words
    noticed_s, paused_s = 103 * WINDOW_S, 109 * WINDOW_S
    assert abs(word.start_s - (noticed_s - PRE_ROLL_S)) < 1e-9
    assert abs(word.end_s - paused_s) < 1e-9


def test_a_new_question_forgets_the_speech_and_brings_its_phrases() -> None:
    ear, recognizer = new_ear()
    hear(ear, drawn("#####" + "." * 20))
    ear.begin(["да", "нет"])
    assert ear.transcribe().words == ()
    assert recognizer.phrases == ("да", "нет")


def test_speech_that_is_just_starting_at_a_new_question_is_kept_whole() -> None:
    ear, recognizer = new_ear()
    samples = drawn("." * 20 + "#####" + "." * 10)
    hear(ear, samples[: 22 * 256])
    ear.begin()
    hear(ear, samples[22 * 256 :])
    ear.transcribe()
    spoken = samples[20 * 256 : 25 * 256].tobytes()
    assert spoken in recognizer.heard.tobytes()


def test_silence_alone_costs_the_recognizer_nothing() -> None:
    ear, recognizer = new_ear()
    assert hear(ear, drawn("." * 200)) == []
    assert ear.partial().words == ()
    assert len(recognizer.heard) == 0


# One sample at a time is slow, and how slow is not what is promised.
@settings(deadline=None)
@given(st.integers(1, 700), st.text(alphabet="#.", min_size=20, max_size=80))
def test_frames_of_any_size_give_the_same_events_and_audio(
    frame: int, pattern: str
) -> None:
    samples = drawn(pattern)
    whole, framed = new_ear(), new_ear()
    assert hear(framed[0], samples, frame) == hear(whole[0], samples, len(samples))
    framed[0].transcribe()
    whole[0].transcribe()
    assert np.array_equal(framed[1].heard, whole[1].heard)
