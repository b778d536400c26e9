"""What a speech synthesizer is to the prompt cache and the call."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]
"""Mono 16-bit audio; the rate travels beside it."""

RATE_HZ = 8000
"""The telephone's rate, at which every prompt is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Spoken audio, mono."""

    samples: Samples
    rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz


class Synthesizer(Protocol):
    """Speaks normalized Russian text. Blocks while it works; safe from one thread."""

    @property
    def name(self) -> str:
        """Engine and model, such as `festival msu_ru_nsh_clunits`."""

    @property
    def version(self) -> str:
        """Changes whenever the same text may sound different; part of the cache key."""

    @property
    def voices(self) -> tuple[str, ...]:
        """Voices by name; the first is the default."""

    def synthesize(self, text: str, voice: str) -> Speech:
        """Speak `text` (plain, or SSML when it starts with `<speak>`) at any rate."""

    def close(self) -> None:
        """Release what it holds, such as a child process. Idempotent."""
