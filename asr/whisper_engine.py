"""Whisper as a recognizer: it decodes all speech at each pause."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from asr.doubt import is_doubtful
from asr.expectation import choose
from asr.guards import collapse_repeats, is_made_up
from asr.pieces import split_at_quiet
from asr.recognizer import RATE_HZ, Samples, Transcript, Word
from asr.resemblance import resemblance
from asr.whisper_model import (
    END_MARGIN_S,
    LONGEST_S,
    QUICK_S,
    THOROUGH_S,
    Hypothesis,
    Reading,
    WhisperModel,
)
from asr.whisper_words import bare_text, words_over

_SHORTEST_SAMPLES = RATE_HZ // 10
_LOUDNESS_SAMPLES = RATE_HZ // 20
_SILENCE_RMS = 33
"""-60 dBFS: a telephone's silence is below, a whisper into it above."""

_FAR_BEHIND = 0.8
"""Natural log, a token: a reading so much less probable than the best was not said.
Where speech is clear the eighth reading is a play on words («школа», «в школу»)."""

_NEXT_BEST = 2
_SOMEWHAT_ALIKE = 0.4


class WhisperEngine:
    """A loaded Whisper model, shared by all calls."""

    def __init__(self, folder: Path, threads: int = 1, at_once: int = 1) -> None:
        """Load the model, to make `at_once` readings on `threads` threads each.

        Raises:
            AsrError: a file of the model is missing or damaged.
        """
        self._model = WhisperModel(folder, threads, at_once)
        self._name = folder.name.replace("-", " ")

    @property
    def name(self) -> str:
        return self._name

    def recognizer(self) -> "WhisperRecognizer":
        return WhisperRecognizer(self._model)

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        """None: Whisper spells any word."""
        return ()


class Decoder(Protocol):
    """What reads a piece of speech, at most `LONGEST_S` long, in a window of `window_s`.

    It is busy while it reads for somebody else.
    """

    @property
    def is_busy(self) -> bool: ...

    def read(self, samples: Samples, window_s: float) -> Reading: ...


class WhisperRecognizer:
    """Keeps the audio of one question and decodes it when asked.

    Phrases bias it mildly: among the readings that are nearly as probable as the best,
    an expected phrase wins. While the model reads for others too, the window is short,
    and long only where that reading is improbable: with many calls late is worse than
    misheard once more in a hundred. Speech beyond 14 s is cut at its quietest moments
    into pieces, each decoded once.
    """

    def __init__(self, model: Decoder) -> None:
        self._model = model
        self.begin()

    def begin(self, phrases: Sequence[str] = ()) -> None:
        self._expected = _expected(tuple(phrases))
        self._audio = np.empty(0, np.int16)
        self._read_samples = 0
        self._finished = Transcript()
        self._latest = Transcript()
        self._latest_covers_samples = 0

    def hear(self, samples: Samples) -> None:
        self._audio = np.concatenate([self._audio, samples])

    def partial(self) -> Transcript:
        """The last reading: decoding more would cost as much as `transcribe`."""
        return self._latest

    def transcribe(self) -> Transcript:
        if self._latest_covers_samples != len(self._audio):
            self._latest = self._read_all()
            self._latest_covers_samples = len(self._audio)
        return self._latest

    def _read_all(self) -> Transcript:
        longest = round(LONGEST_S * RATE_HZ)
        while len(self._audio) - self._read_samples > longest:
            rest = self._audio[self._read_samples :]
            piece = rest[: split_at_quiet(rest[:longest])]
            self._finished = _joined(self._finished, self._read(piece))
            self._read_samples += len(piece)
        return _joined(self._finished, self._read(self._audio[self._read_samples :]))

    def _read(self, piece: Samples) -> Transcript:
        if _is_silent(piece):
            return Transcript()
        reading = self._read_in_time(piece)
        chosen = choose(reading.hypotheses, self._expected)
        if chosen is None or _is_made_up(reading, chosen):
            return Transcript()
        text = _collapsed(chosen.text)
        words = words_over(text, piece, min(1.0, math.exp(chosen.mean_log_probability)))
        began_s = self._read_samples / RATE_HZ
        return Transcript(
            words=tuple(_later(word, began_s) for word in words),
            alternatives=_alternatives(reading, chosen),
        )

    def _read_in_time(self, piece: Samples) -> Reading:
        is_short = len(piece) / RATE_HZ + END_MARGIN_S < THOROUGH_S
        if is_short and self._model.is_busy:
            reading = self._model.read(piece, QUICK_S)
            if not is_doubtful(reading, self._expected):
                return reading
        return self._model.read(piece, THOROUGH_S)


@lru_cache(maxsize=128)
def _expected(phrases: tuple[str, ...]) -> frozenset[str]:
    """A question's phrases as they are compared; the same thousands come again and again."""
    return frozenset(map(bare_text, phrases))


def _is_silent(piece: Samples) -> bool:
    if len(piece) < _SHORTEST_SAMPLES:
        return True
    whole = len(piece) - len(piece) % _LOUDNESS_SAMPLES
    stretches = piece[:whole].reshape(-1, _LOUDNESS_SAMPLES).astype(np.float64)
    return bool(np.sqrt((stretches**2).mean(axis=1)).max() < _SILENCE_RMS)


def _is_made_up(reading: Reading, chosen: Hypothesis) -> bool:
    return is_made_up(
        chosen.text,
        no_speech_probability=reading.no_speech_probability,
        mean_log_probability=chosen.mean_log_probability,
    )


def _alternatives(reading: Reading, chosen: Hypothesis) -> tuple[str, ...]:
    """Other readings, most probable first, each different and none made up.

    Beyond the next two only those that are spelled somewhat like the chosen one: the
    eighth reading of a mumble may be anything, an «угу» too.
    """
    least = max(each.mean_log_probability for each in reading.hypotheses) - _FAR_BEHIND
    texts = (
        _collapsed(each.text)
        for each in reading.hypotheses
        if each is not chosen
        and each.mean_log_probability >= least
        and not _is_made_up(reading, each)
    )
    different = dict.fromkeys(text for text in texts if text)
    spelled = _collapsed(chosen.text)
    different.pop(spelled, None)
    next_best, far = (*different,)[:_NEXT_BEST], (*different,)[_NEXT_BEST:]
    alike = (text for text in far if resemblance(spelled, text) >= _SOMEWHAT_ALIKE)
    return (*next_best, *alike)


def _collapsed(text: str) -> str:
    return " ".join(collapse_repeats(bare_text(text).split()))


def _later(word: Word, shift_s: float) -> Word:
    return replace(word, start_s=word.start_s + shift_s, end_s=word.end_s + shift_s)


def _joined(first: Transcript, then: Transcript) -> Transcript:
    if not first.words:
        return then
    return Transcript(words=first.words + then.words)
