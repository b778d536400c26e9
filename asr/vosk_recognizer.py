"""Vosk as a recognizer: it reads along while the caller speaks."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from asr.recognizer import Samples, Transcript
from asr.resemblance import resemblance
from asr.vosk_grammar import UNKNOWN, grammar_of
from asr.vosk_reading import VoskReading

_SURE = 0.8
"""An expected phrase of this mean confidence is believed without a second look."""
_ALIKE = 0.5
"""A doubtful expected phrase is believed when it is spelled this much like what free
decoding heard: it is then the likelier spelling of the same sounds."""


class VoskModel(Protocol):
    """What a recognizer asks of a loaded model."""

    @property
    def takes_grammar(self) -> bool: ...

    def knows(self, word: str) -> bool: ...

    def reading(self, grammar: Sequence[str] = ()) -> VoskReading: ...


class VoskRecognizer:
    """Listens for the expected phrases, and freely when it hears something else.

    A grammar makes Vosk quick and right about what is expected, but everything else
    comes out as the unknown word or, in a model without that word, as some expected
    phrase. So when the grammar's reading is doubtful, the kept audio is decoded freely
    too, and the expected phrase wins only where both are spelled alike. A model without
    the unknown word is always asked twice.
    """

    def __init__(self, model: VoskModel) -> None:
        self._model = model
        self.begin()

    def begin(self, phrases: Sequence[str] = ()) -> None:
        grammar: tuple[str, ...] = ()
        if self._model.takes_grammar:
            grammar = grammar_of(phrases, self._model.knows)
        self._expected = self._model.reading(grammar) if grammar else None
        self._free: VoskReading | None = None
        self._reads_freely = UNKNOWN not in grammar
        self._audio = np.empty(0, np.int16)

    def hear(self, samples: Samples) -> None:
        self._audio = np.concatenate([self._audio, samples])
        if self._expected:
            self._expected.hear(samples)
        if self._reads_freely:
            self._read_freely()

    def partial(self) -> Transcript:
        """The words so far; those after the last silence carry no confidence yet."""
        reading = self._expected or self._free
        return reading.partial() if reading else Transcript()

    def transcribe(self) -> Transcript:
        if self._expected is None:
            return self._read_freely().finish()
        expected = self._expected.finish()
        if not self._reads_freely and _is_sure(expected):
            return expected
        free = self._read_freely().finish()
        is_alike = resemblance(expected.text, free.text) >= _ALIKE
        return expected if is_alike and UNKNOWN not in expected.text else free

    def _read_freely(self) -> VoskReading:
        """Bring free decoding up to all audio; it begins when it is first needed."""
        self._free = self._free or self._model.reading()
        self._free.hear(self._audio[self._free.read_samples :])
        return self._free


def _is_sure(transcript: Transcript) -> bool:
    return UNKNOWN not in transcript.text and (
        not transcript.words or transcript.confidence >= _SURE
    )
