"""One Vosk decoder reading one stretch of audio, its results added up."""

import json
from typing import Any, Protocol

import numpy as np

from asr.recognizer import RATE_HZ, Samples, Transcript, Word

CHUNK_SAMPLES = RATE_HZ // 10
"""Vosk looks for the end of a phrase once a chunk: equal chunks, equal results."""

LONGEST_WORD_S = 1.5
"""Nobody draws a word out longer; steady noise is sometimes read as one that does."""


class Decoder(Protocol):
    """What is used of `vosk.KaldiRecognizer`; results are JSON."""

    def AcceptWaveform(self, data: bytes) -> int: ...  # noqa: N802 - Vosk's name

    def Result(self) -> str: ...  # noqa: N802 - Vosk's name

    def PartialResult(self) -> str: ...  # noqa: N802 - Vosk's name

    def FinalResult(self) -> str: ...  # noqa: N802 - Vosk's name


class VoskReading:
    """Vosk ends a phrase at each longer silence and begins anew; this keeps them all."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._words: tuple[Word, ...] = ()
        self._unfed = np.empty(0, np.int16)
        self._has_open_phrase = False
        self.read_samples = 0

    def hear(self, samples: Samples) -> None:
        self.read_samples += len(samples)
        self._unfed = np.concatenate([self._unfed, samples])
        while len(self._unfed) >= CHUNK_SAMPLES:
            self._feed(self._unfed[:CHUNK_SAMPLES])
            self._unfed = self._unfed[CHUNK_SAMPLES:]

    def partial(self) -> Transcript:
        """The words so far; those of the open phrase have no times or confidence yet."""
        if not self._has_open_phrase:
            return Transcript(words=self._words)
        text = json.loads(self._decoder.PartialResult())["partial"]
        at_s = self.read_samples / RATE_HZ
        began_s = self._words[-1].end_s if self._words else 0.0
        guessed = (
            Word(text=word, start_s=began_s, end_s=max(at_s, began_s), confidence=0.0)
            for word in text.split()
        )
        return Transcript(words=(*self._words, *guessed))

    def finish(self) -> Transcript:
        """Everything read; the open phrase ends here, and more audio begins another."""
        if len(self._unfed):
            self._feed(self._unfed)
            self._unfed = self._unfed[:0]
        if self._has_open_phrase:
            self._keep(json.loads(self._decoder.FinalResult()))
        return Transcript(words=self._words)

    def _feed(self, chunk: Samples) -> None:
        self._has_open_phrase = True
        if self._decoder.AcceptWaveform(chunk.tobytes()):
            self._keep(json.loads(self._decoder.Result()))

    def _keep(self, result: dict[str, Any]) -> None:
        self._has_open_phrase = False
        self._words += tuple(
            Word(
                text=word["word"],
                start_s=max(0.0, word["start"]),
                end_s=max(0.0, word["end"]),
                confidence=min(1.0, max(0.0, word["conf"])),
            )
            for word in result.get("result", ())
            if word["end"] - word["start"] <= LONGEST_WORD_S
        )
