"""A loaded Vosk model: its dictionary, its graph and its decoders."""

import json
from collections.abc import Sequence
from pathlib import Path

import vosk

from asr.errors import AsrError
from asr.recognizer import RATE_HZ
from asr.vosk_grammar import words_of
from asr.vosk_reading import VoskReading
from asr.vosk_recognizer import VoskRecognizer

_QUIET = -1
_NO_WORD = -1
_MODEL_FILES = ("am/final.mdl", "final.mdl")
_DYNAMIC_GRAPH_FILES = ("graph/HCLr.fst", "HCLr.fst")


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

    def recognizer(self) -> VoskRecognizer:
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
