from pathlib import Path

import numpy as np
import pytest

from sip.leg import RATE_HZ, Samples
from tests.rehearsal.sounding import tone
from tts.cache import PromptCache
from tts.synthesizer import Speech
from voicebot.rehearsal.caller_voice import CallerVoice
from voicebot.rehearsal.inner_pauses import LONGEST_S, without_long_pauses


class ToneSynthesizer:
    """Implements `tts.synthesizer.Synthesizer`: whatever the text, the same tone."""

    name = "tone"
    version = "1"
    voices = ("tone",)

    def synthesize(self, text: str, voice: str) -> Speech:
        return Speech(samples=tone(text), rate_hz=RATE_HZ)

    def close(self) -> None:
        """There is nothing to close."""


class Reader:
    """Reads the given texts, a take each, and remembers the takes."""

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts)
        self.takes: list[Samples] = []

    def __call__(self, take: Samples) -> str:
        self.takes.append(take)
        return self._texts.pop(0)


def voice(folder: Path, reader: Reader) -> CallerVoice:
    prompts = PromptCache(ToneSynthesizer(), folder / "prompts")
    return CallerVoice(prompts, folder / "callers", read=reader, reader="scripted")


def pitch_hz(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * RATE_HZ / len(samples)


def test_the_first_take_that_is_read_as_written_is_kept(tmp_path: Path) -> None:
    reader = Reader("те ступень", "Добрый день")
    spoken = voice(tmp_path, reader).speech("Добрый день!")
    assert len(reader.takes) == 2
    assert np.array_equal(spoken, reader.takes[1])


def test_where_none_is_plain_the_nearest_is_kept(tmp_path: Path) -> None:
    reader = Reader("чипи-то", "четвери", "пить", "терри")
    spoken = voice(tmp_path, reader).speech("четыре")
    assert np.array_equal(spoken, reader.takes[1])


def test_a_number_may_be_read_in_digits(tmp_path: Path) -> None:
    reader = Reader("100 рублей")
    voice(tmp_path, reader).speech("сто рублей")
    assert len(reader.takes) == 1


def test_a_kept_line_is_neither_spoken_nor_read_again(tmp_path: Path) -> None:
    first = voice(tmp_path, Reader("да")).speech("да")
    assert np.array_equal(voice(tmp_path, Reader()).speech("да"), first)


def test_takes_differ_in_pitch_and_not_in_length(tmp_path: Path) -> None:
    reader = Reader("", "", "", "")
    voice(tmp_path, reader).speech("да")
    heights_hz = [pitch_hz(take) for take in reader.takes]
    assert heights_hz == pytest.approx([1060, 940, 1120, 1000], rel=0.02)
    lengths = [len(take) for take in reader.takes]
    assert max(lengths) - min(lengths) < 0.03 * RATE_HZ


def test_a_long_pause_is_cut_short_and_a_short_one_is_left() -> None:
    def paused(seconds: float) -> Samples:
        pause = np.zeros(round(seconds * RATE_HZ), np.int16)
        return np.concatenate([tone(""), pause, tone("")])

    shortened = without_long_pauses(paused(0.6))
    assert len(shortened) - len(paused(0)) == pytest.approx(
        LONGEST_S * RATE_HZ, abs=0.02 * RATE_HZ
    )
    assert np.array_equal(without_long_pauses(paused(0.1)), paused(0.1))
    assert len(without_long_pauses(np.zeros(0, np.int16))) == 0
