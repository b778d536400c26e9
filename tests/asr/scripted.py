"""A detector and a recognizer that tell what they were given."""

from collections.abc import Sequence

import numpy as np

from asr.recognizer import RATE_HZ, Samples, Transcript, Word
from asr.voice_activity import WINDOW_SAMPLES


class LoudnessDetector:
    """Takes every loud window for speech."""

    def speech_probability(self, window: Samples) -> float:
        assert len(window) == WINDOW_SAMPLES
        return 1.0 if np.abs(window).max() >= 1000 else 0.0

    def reset(self) -> None:
        """It remembers nothing."""


class EchoRecognizer:
    """Its one word lasts as long as all it heard, and its text names the phrases."""

    def __init__(self) -> None:
        self.heard = np.empty(0, np.int16)
        self.phrases: tuple[str, ...] = ()

    def begin(self, phrases: Sequence[str] = ()) -> None:
        self.heard = np.empty(0, np.int16)
        self.phrases = tuple(phrases)

    def hear(self, samples: Samples) -> None:
        self.heard = np.concatenate([self.heard, samples])

    def partial(self) -> Transcript:
        return self.transcribe()

    def transcribe(self) -> Transcript:
        if not len(self.heard):
            return Transcript()
        end_s = len(self.heard) / RATE_HZ
        text = " ".join(self.phrases) or "…"
        return Transcript(
            words=(Word(text=text, start_s=0.0, end_s=end_s, confidence=1.0),)
        )


def drawn(pattern: str) -> Samples:
    """Speech and silence, 32 ms a mark; samples are numbered so that none is lost."""
    marks = np.array([1000 if mark == "#" else 0 for mark in pattern])
    levels = np.repeat(marks, WINDOW_SAMPLES)
    return (levels + np.arange(len(levels)) % 900).astype(np.int16)
