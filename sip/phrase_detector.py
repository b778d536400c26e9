"""Whether the far end speaks, by the energy of what is heard."""

import math
from dataclasses import dataclass

import numpy as np

from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples

_FRAME_S = FRAME_SAMPLES / RATE_HZ
LOUD_RMS = 130.0
"""-48 dBFS: far above A-law's own noise (8), far below telephone speech (-25)."""

_START_FRAMES = 3
"""60 ms: a click is no phrase."""


@dataclass(slots=True, kw_only=True)
class Phrase:
    """One stretch of speech, in seconds since the answer."""

    start_s: float
    end_s: float


class PhraseDetector:
    """A phrase goes on until the far end was silent for `pause_s`."""

    def __init__(self, pause_s: float) -> None:
        self._pause_frames = math.ceil(pause_s / _FRAME_S)
        self._frames = 0
        self._loud_run = 0
        self._quiet_run = 0
        self._is_open = False
        self.phrases: list[Phrase] = []

    @property
    def is_speaking(self) -> bool:
        """In a phrase, a pause shorter than `pause_s` included."""
        return self._is_open

    @property
    def quiet_s(self) -> float:
        return self._quiet_run * _FRAME_S

    def hear(self, frame: Samples) -> None:
        self._frames += 1
        if _rms(frame) >= LOUD_RMS:
            self._hear_loud()
        else:
            self._hear_quiet()

    def _hear_loud(self) -> None:
        self._loud_run += 1
        if self._loud_run < _START_FRAMES:
            return
        self._quiet_run = 0
        now_s = self._frames * _FRAME_S
        if self._is_open:
            self.phrases[-1].end_s = now_s
            return
        self._is_open = True
        start_s = now_s - _START_FRAMES * _FRAME_S
        self.phrases.append(Phrase(start_s=start_s, end_s=now_s))

    def _hear_quiet(self) -> None:
        self._loud_run = 0
        self._quiet_run += 1
        if self._quiet_run >= self._pause_frames:
            self._is_open = False


def _rms(frame: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(frame, dtype=np.float64))))
