"""What is made of the decoder's readings; the decoder is scripted."""

import numpy as np
import pytest

from asr.recognizer import RATE_HZ, Samples, Transcript
from asr.whisper_engine import WhisperRecognizer
from asr.whisper_model import QUICK_S, THOROUGH_S, Hypothesis, Reading

SPEECH = np.full(RATE_HZ, 3000, np.int16)


class Scripted:
    """Reads the same whatever it is given, and counts."""

    def __init__(
        self, *readings: tuple[str, float], no_speech_probability: float = 0.1
    ) -> None:
        self._reading = Reading(
            hypotheses=tuple(
                Hypothesis(text=text, mean_log_probability=log)
                for text, log in readings
            ),
            no_speech_probability=no_speech_probability,
        )
        self.times = 0
        self.is_busy = False
        self.windows_s: list[float] = []

    def read(self, samples: Samples, window_s: float) -> Reading:
        self.times += 1
        self.windows_s.append(window_s)
        return self._reading


def heard(decoder: Scripted, *phrases: str) -> Transcript:
    recognizer = WhisperRecognizer(decoder)
    recognizer.begin(phrases)
    recognizer.hear(SPEECH)
    return recognizer.transcribe()


def test_a_phrase_that_the_decoder_repeats_was_said_once() -> None:
    decoder = Scripted(("Кто это? Кто это? Кто это?", -0.3))
    assert heard(decoder).text == "кто это"


@pytest.mark.parametrize(
    "text", ["Субтитры сделал DimaTorzok", "Продолжение следует...", "ШУМ ДОЖДЯ"]
)
def test_what_subtitles_say_over_noise_was_not_said(text: str) -> None:
    assert heard(Scripted((text, -0.1))) == Transcript()


def test_a_reading_of_what_hardly_is_speech_needs_to_be_sure() -> None:
    assert heard(Scripted(("Да.", -1.2), no_speech_probability=0.7)) == Transcript()
    assert heard(Scripted(("Да.", -0.2), no_speech_probability=0.7)).text == "да"


def test_other_readings_are_kept_once_and_no_made_up_one_is_among_them() -> None:
    decoder = Scripted(
        ("Ним надо", -0.5),
        ("Не надо.", -0.6),
        ("не надо", -0.7),
        ("Субтитры сделал", -0.7),
        ("Ним надо ним надо", -0.8),
    )
    assert heard(decoder).alternatives == ("не надо",)


def test_a_reading_far_behind_the_best_is_no_alternative() -> None:
    decoder = Scripted(("Школа.", -0.1), ("Школы", -0.6), ("В школу.", -1.2))
    assert heard(decoder).alternatives == ("школы",)


def test_a_later_alternative_reads_the_same_sounds() -> None:
    decoder = Scripted(
        *(("Тихо", -1.4), ("и-и", -1.4), ("и-е", -1.4), ("угу", -1.5), ("Тиха", -1.6))
    )
    assert heard(decoder).alternatives == ("и-и", "и-е", "тиха")


def test_the_questions_phrase_wins_among_equals_and_the_first_reading_is_kept() -> None:
    decoder = Scripted(("Ним надо", -0.5), ("Не надо.", -0.6))
    expecting = heard(decoder, "не надо")
    assert expecting.text == "не надо"
    assert expecting.alternatives == ("ним надо",)


def test_what_lies_outside_the_questions_phrases_stays_free() -> None:
    decoder = Scripted(("Какая завтра погода?", -0.3), ("Да.", -1.5))
    assert heard(decoder, "да", "нет").text == "какая завтра погода"


def test_one_caller_is_read_in_a_long_window() -> None:
    decoder = Scripted(("Да.", -2.0))
    heard(decoder)
    assert decoder.windows_s == [THOROUGH_S]


@pytest.mark.parametrize(
    ("log_probability", "phrases", "windows_s"),
    [
        (-0.8, (), [QUICK_S]),
        (-0.9, (), [QUICK_S, THOROUGH_S]),
        (-0.9, ("да",), [QUICK_S]),
        (-1.3, ("да",), [QUICK_S, THOROUGH_S]),
    ],
)
def test_among_others_only_the_improbable_is_read_in_a_long_window(
    log_probability: float, phrases: tuple[str, ...], windows_s: list[float]
) -> None:
    decoder = Scripted(("Да.", log_probability))
    decoder.is_busy = True
    heard(decoder, *phrases)
    assert decoder.windows_s == windows_s


def test_in_haste_what_seems_to_be_noise_is_read_once_more() -> None:
    decoder = Scripted(("Да.", -1.1), no_speech_probability=0.7)
    decoder.is_busy = True
    heard(decoder, "да")
    assert decoder.windows_s == [QUICK_S, THOROUGH_S]


def test_long_speech_is_read_once_in_haste_too() -> None:
    decoder = Scripted(("Да.", -2.0))
    decoder.is_busy = True
    recognizer = WhisperRecognizer(decoder)
    recognizer.hear(np.tile(SPEECH, 6 * RATE_HZ // len(SPEECH) + 1))
    recognizer.transcribe()
    assert decoder.windows_s == [THOROUGH_S]


def test_silence_is_never_decoded() -> None:
    decoder = Scripted(("Да.", -0.1))
    recognizer = WhisperRecognizer(decoder)
    recognizer.hear(np.zeros(RATE_HZ, np.int16))
    assert recognizer.transcribe() == Transcript()
    assert decoder.times == 0
