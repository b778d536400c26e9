"""One contract for every engine: Whisper hears Russian, the tests' Vosk model Korean."""

from dataclasses import dataclass

import numpy as np
import pytest

from asr.audio_file import read_audio
from asr.recognizer import RATE_HZ, RecognizerEngine, Samples, Transcript
from tests.asr.conftest import AUDIO_DIR

pytestmark = pytest.mark.model

LEAD = np.zeros(RATE_HZ * 3 // 10, np.int16)
PAUSE = np.zeros(RATE_HZ * 6 // 10, np.int16)
HISS = {"vosk": 30, "whisper": 0}
"""A line's noise, standard deviation in steps. Kaldi dithers what it hears, by one step and
differently each time; over digital silence one free reading in fourteen is another."""
DITHER_S = 0.1
"""By how much it may move a word's beginning or end: three of Kaldi's 30 ms frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Two answers in the engine's language, with silence around, and their texts."""

    one: Samples
    one_text: str
    other: Samples
    other_text: str

    @property
    def phrases(self) -> tuple[str, ...]:
        return (self.one_text, self.other_text)


@pytest.fixture
def said(engine_name: str) -> Said:
    files, texts = {
        "whisper": (
            ("ru_neinteresno", "ru_perezvonite"),
            ("нет мне это неинтересно", "перезвоните через полчаса"),
        ),
        "vosk": (("ko_ne", "ko_aniyo"), ("네", "아니요")),
    }[engine_name]
    one, other = (
        with_hiss(
            np.concatenate([LEAD, read_audio(AUDIO_DIR / f"{name}.flac"), LEAD]),
            HISS[engine_name],
        )
        for name in files
    )
    return Said(one=one, one_text=texts[0], other=other, other_text=texts[1])


def with_hiss(samples: Samples, deviation: float) -> Samples:
    noise = np.random.default_rng(1).normal(0, deviation, len(samples))
    return (samples + noise).astype(np.int16)


def times_s(transcript: Transcript) -> list[float]:
    """Of every word its beginning and its end."""
    words = transcript.words
    return [time_s for word in words for time_s in (word.start_s, word.end_s)]


def joined(text: str) -> str:
    """Spelling apart: «не интересно» sounds as «неинтересно»."""
    return text.replace(" ", "")


def test_what_is_said_is_recognized(engine: RecognizerEngine, said: Said) -> None:
    recognizer = engine.recognizer()
    recognizer.begin(said.phrases)
    recognizer.hear(said.one)
    assert joined(recognizer.transcribe().text) == joined(said.one_text)


def test_beginning_forgets_what_was_heard(engine: RecognizerEngine, said: Said) -> None:
    recognizer = engine.recognizer()
    recognizer.begin(said.phrases)
    recognizer.hear(said.one)
    recognizer.begin(said.phrases)
    assert recognizer.transcribe().words == ()
    recognizer.hear(said.other)
    assert joined(recognizer.transcribe().text) == joined(said.other_text)


def test_a_recognizer_is_usable_before_any_question(
    engine: RecognizerEngine, said: Said
) -> None:
    recognizer = engine.recognizer()
    recognizer.hear(said.one)
    assert recognizer.transcribe().words


@pytest.mark.parametrize("length", [0, 1, 159, RATE_HZ * 2])
def test_silence_of_any_length_says_nothing(
    engine: RecognizerEngine, said: Said, length: int
) -> None:
    recognizer = engine.recognizer()
    recognizer.begin(said.phrases)
    recognizer.hear(np.zeros(length, np.int16))
    assert recognizer.transcribe().words == ()
    assert recognizer.partial().words == ()


@pytest.mark.parametrize("loudness", [10, 300, 3000])
def test_noise_says_nothing(
    engine: RecognizerEngine, said: Said, loudness: int
) -> None:
    noise = np.random.default_rng(1).standard_normal(RATE_HZ * 2) * loudness
    recognizer = engine.recognizer()
    recognizer.begin(said.phrases)
    recognizer.hear(noise.astype(np.int16))
    assert recognizer.transcribe().words == ()


def test_asking_twice_without_new_audio_gives_the_same(
    engine: RecognizerEngine, said: Said
) -> None:
    recognizer = engine.recognizer()
    recognizer.begin(said.phrases)
    recognizer.hear(said.one)
    assert recognizer.transcribe() == recognizer.transcribe()


def test_speech_after_a_pause_adds_to_what_was_read(
    engine: RecognizerEngine, said: Said
) -> None:
    recognizer = engine.recognizer()
    recognizer.begin(said.phrases)
    recognizer.hear(np.concatenate([said.one, PAUSE]))
    recognizer.transcribe()
    recognizer.hear(said.other)
    both = recognizer.transcribe()
    assert joined(both.text) == joined(said.one_text + said.other_text)
    assert both.words[-1].start_s > (len(said.one) + len(PAUSE)) / RATE_HZ


def test_words_follow_one_another_within_the_audio(
    engine: RecognizerEngine, said: Said
) -> None:
    recognizer = engine.recognizer()
    recognizer.begin(said.phrases)
    recognizer.hear(np.concatenate([said.one, PAUSE, said.other]))
    transcript = recognizer.transcribe()
    times = times_s(transcript)
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= (len(said.one) + len(PAUSE) + len(said.other)) / RATE_HZ
    assert all(0 <= word.confidence <= 1 for word in transcript.words)


def test_frames_give_what_one_piece_gives(engine: RecognizerEngine, said: Said) -> None:
    whole, framed = engine.recognizer(), engine.recognizer()
    whole.begin(said.phrases)
    framed.begin(said.phrases)
    whole.hear(said.other)
    for began in range(0, len(said.other), 160):
        framed.hear(said.other[began : began + 160])
    in_frames, in_one = framed.transcribe(), whole.transcribe()
    assert in_frames.text == in_one.text
    assert times_s(in_frames) == pytest.approx(times_s(in_one), abs=DITHER_S)


def test_expected_phrases_forbid_nothing(engine: RecognizerEngine, said: Said) -> None:
    recognizer = engine.recognizer()
    recognizer.begin([said.other_text])
    recognizer.hear(said.one)
    text = recognizer.transcribe().text
    assert text
    assert joined(text) != joined(said.other_text)


def test_calls_do_not_hear_each_other(engine: RecognizerEngine, said: Said) -> None:
    first, second = engine.recognizer(), engine.recognizer()
    first.begin(said.phrases)
    second.begin(said.phrases)
    first.hear(said.one)
    second.hear(said.other)
    assert joined(first.transcribe().text) == joined(said.one_text)
    assert joined(second.transcribe().text) == joined(said.other_text)


def test_known_words_are_not_reported(engine: RecognizerEngine, said: Said) -> None:
    assert engine.unknown_words(said.phrases) == ()


def test_the_engine_names_its_model(engine: RecognizerEngine, engine_name: str) -> None:
    assert engine_name in engine.name
