"""What waits for the recognizer: written by the call's loop, drained by a worker."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from asr.recognizer import RATE_HZ, Samples

CAPACITY_SAMPLES = 60 * RATE_HZ
"""More than any question's longest speech; 0.96 MB a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A new question begins: what was heard before does not belong to it."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Samples in a row; `began_sample` counts from the first sample of the call."""

    began_sample: int
    samples: Samples

    @property
    def end_sample(self) -> int:
        return self.began_sample + len(self.samples)


class HeardAudio:
    """Bounded: beyond the capacity the oldest stretch is dropped and counted.

    Holds its lock only to append or to take.
    """

    def __init__(self, capacity_samples: int = CAPACITY_SAMPLES) -> None:
        self._lock = threading.Lock()
        self._capacity_samples = capacity_samples
        self._question: Question | None = None
        self._stretches: list[Stretch] = []
        self._waiting_samples = 0
        self.dropped_samples = 0

    def begin(self, phrases: Sequence[str]) -> None:
        """Forget what waits; whoever drains next begins a new question first."""
        with self._lock:
            self._question = Question(phrases=tuple(phrases))
            self._stretches.clear()
            self._waiting_samples = 0

    def append(self, stretch: Stretch) -> None:
        with self._lock:
            self._stretches.append(stretch)
            self._waiting_samples += len(stretch.samples)
            self._drop_oldest()

    def put_back(self, question: Question | None, stretches: Sequence[Stretch]) -> None:
        """Let what was taken be taken once more, unless a new question has begun."""
        with self._lock:
            if self._question:
                return
            self._question = question
            self._stretches[:0] = stretches
            self._waiting_samples += sum(len(one.samples) for one in stretches)
            self._drop_oldest()

    def take(self) -> tuple[Question | None, tuple[Stretch, ...]]:
        """What waits, in order; the question, if any, comes before the stretches."""
        with self._lock:
            taken = self._question, tuple(self._stretches)
            self._question = None
            self._stretches.clear()
            self._waiting_samples = 0
        return taken

    def _drop_oldest(self) -> None:
        while self._waiting_samples > self._capacity_samples:
            dropped = len(self._stretches.pop(0).samples)
            self._waiting_samples -= dropped
            self.dropped_samples += dropped
