"""Vosk as a recognizer: it reads along while the caller speaks."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import vosk

from asr.errors import AsrError
from asr.recognizer import RATE_HZ, Samples, Transcript
from asr.resemblance import resemblance
from asr.vosk_grammar import UNKNOWN, grammar_of, words_of
from asr.vosk_reading import VoskReading

_QUIET = -1
_NO_WORD = -1
_MODEL_FILES = ("am/final.mdl", "final.mdl")
_DYNAMIC_GRAPH_FILES = ("graph/HCLr.fst", "HCLr.fst")

_SURE = 0.8
"""An expected phrase of this mean confidence is believed without a second look."""
_ALIKE = 0.5
"""A doubtful expected phrase is believed when it is spelled this much like what free
decoding heard: it is then the likelier spelling of the same sounds."""


class VoskEngine:
    """A loaded Vosk model, shared by all calls; about 60 MB (small) to 5 GB (big)."""

    def __init__(self, folder: Path) -> None:
        """Load the model.

        Raises:
            AsrError: the model is missing or damaged.
        """
        if not any((folder / name).is_file() for name in _MODEL_FILES):
            raise AsrError(
                "{folder}: {file} is missing; pull the model again",
                folder=folder,
                file="final.mdl",
            )
        vosk.SetLogLevel(_QUIET)
        try:
            self._model = vosk.Model(str(folder))
        # The binding raises a bare Exception when the library gives no model.
        except Exception as error:
            raise AsrError(
                "{folder}: the Vosk model is damaged; pull it again", folder=folder
            ) from error
        self._takes_grammar = any(
            (folder / name).is_file() for name in _DYNAMIC_GRAPH_FILES
        )
        self._name = f"vosk {folder.name}"

    @property
    def name(self) -> str:
        return self._name

    @property
    def takes_grammar(self) -> bool:
        """False for a big model, whose graph is fixed: phrases cannot bias it."""
        return self._takes_grammar

    def recognizer(self) -> "VoskRecognizer":
        return VoskRecognizer(self)

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        """Words that are not in the model's dictionary, in order, each once."""
        words = (word for phrase in phrases for word in words_of(phrase))
        return tuple(dict.fromkeys(word for word in words if not self.knows(word)))

    def knows(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) != _NO_WORD)

    def reading(self, grammar: Sequence[str] = ()) -> VoskReading:
        """Begin to read words with times; free without a grammar."""
        if grammar:
            listed = json.dumps(list(grammar), ensure_ascii=False)
            decoder = vosk.KaldiRecognizer(self._model, RATE_HZ, listed)
        else:
            decoder = vosk.KaldiRecognizer(self._model, RATE_HZ)
        decoder.SetWords(True)
        return VoskReading(decoder)


class VoskRecognizer:
    """Listens for the expected phrases, and freely when it hears something else.

    A grammar makes Vosk quick and right about what is expected, but everything else
    comes out as the unknown word or, in a model without that word, as some expected
    phrase. So when the grammar's reading is doubtful, the kept audio is decoded freely
    too, and the expected phrase wins only where both are spelled alike. A model without
    the unknown word is always asked twice.
    """

    def __init__(self, engine: VoskEngine) -> None:
        self._engine = engine
        self.begin()

    def begin(self, phrases: Sequence[str] = ()) -> None:
        grammar: tuple[str, ...] = ()
        if self._engine.takes_grammar:
            grammar = grammar_of(phrases, self._engine.knows)
        self._expected = self._engine.reading(grammar) if grammar else None
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
        self._free = self._free or self._engine.reading()
        self._free.hear(self._audio[self._free.read_samples :])
        return self._free


def _is_sure(transcript: Transcript) -> bool:
    return UNKNOWN not in transcript.text and (
        not transcript.words or transcript.confidence >= _SURE
    )
