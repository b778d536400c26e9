"""What a speech recognizer is to a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]
"""Mono 16-bit audio; the rate travels beside it."""

RATE_HZ = 8000
"""The telephone's rate, at which every recognizer here takes its audio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognized word; times count from the first sample after `begin`."""

    text: str
    start_s: float
    end_s: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """Everything recognized since `begin`; empty when nothing was said.

    `alternatives` are other readings of the whole, most probable first, where the
    engine has any: what was said is among them more often than it is the text.
    """

    words: tuple[Word, ...] = ()
    alternatives: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean of the words' confidences, 0 to 1; 0 for an empty transcript."""
        if not self.words:
            return 0.0
        return sum(word.confidence for word in self.words) / len(self.words)


class Recognizer(Protocol):
    """Recognizes one caller. Belongs to one call and to one thread at a time.

    Every method blocks for as long as the CPU work takes.
    """

    def begin(self, phrases: Sequence[str] = ()) -> None:
        """Forget all audio; a new question expects `phrases` (may bias, never forbids)."""

    def hear(self, samples: Samples) -> None:
        """Take the next samples at 8 kHz: pre-roll, speech and the silence within it."""

    def partial(self) -> Transcript:
        """What is recognized so far, as cheaply as the engine can; may be empty."""

    def transcribe(self) -> Transcript:
        """The best reading of all audio since `begin`.

        Called at each pause. More audio may follow, after which it is called again
        and covers the whole.
        """


class RecognizerEngine(Protocol):
    """A loaded model, shared and read-only; makes one recognizer a call."""

    @property
    def name(self) -> str:
        """Engine and model, such as `whisper base` or `vosk vosk-model-small-ru-0.22`."""

    def recognizer(self) -> Recognizer: ...

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        """Words of `phrases` that this model can never output."""
