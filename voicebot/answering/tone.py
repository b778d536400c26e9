"""Hears pure tones in telephone audio: which frequency, from when to when."""

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

RATE_HZ = 8000
STEP_SAMPLES = 160
STEP_S = STEP_SAMPLES / RATE_HZ
_WINDOW = 2 * STEP_SAMPLES

LOWEST_HZ = 375
HIGHEST_HZ = 2200
SPACING_HZ = 25
"""Every tone of a telephone network stands on a multiple of it, or within 10 Hz of one."""

PURE = 0.55
"""The share of the energy that one frequency must hold; of speech, a sung vowel has it."""

QUIETEST_RMS = 100.0
"""About -50 dBFS; a tone below it is crosstalk."""

SHORTEST_S = 0.1
HELD_S = 1.3
"""A tone that goes on is told once at this age; a ringing signal is over by then."""

Samples = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """One tone on the call's clock; one that still sounds is told before its end.

    `loudness` is of its loudest 40 ms beside the call's loudest so far, 0 to 1.
    """

    frequency_hz: int
    start_s: float
    end_s: float
    is_over: bool
    loudness: float = 1.0

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


class ToneDetector:
    """Goertzel's filter at every 25 Hz, as one product of matrices: 20 µs a step.

    Windows of 40 ms, half of each new, weighed by Hann's function.
    """

    def __init__(self, *, starts_at_s: float = 0.0) -> None:
        self._frequencies = np.arange(LOWEST_HZ, HIGHEST_HZ + 1, SPACING_HZ)
        self._weights = np.hanning(_WINDOW).astype(np.float32)
        turns = np.outer(np.arange(_WINDOW), self._frequencies) / RATE_HZ
        wave = np.exp(-2j * np.pi * turns) * self._weights[:, None]
        self._bank = np.concatenate([wave.real, wave.imag], axis=1).astype(np.float32)
        self._window = np.zeros(_WINDOW, np.float32)
        self._left = np.empty(0, np.int16)
        self._now_s = starts_at_s
        self._sounding: Tone | None = None
        self._gap = 0
        self._energy = self._of_tone = self._of_call = 0.0

    @property
    def sounding(self) -> Tone | None:
        """The tone of this moment, from its first step on."""
        return self._sounding

    def hear(self, samples: Samples) -> tuple[Tone, ...]:
        """Take the next samples, of any number; the tones that ended, or are held long."""
        joined = np.concatenate([self._left, samples])
        whole = len(joined) - len(joined) % STEP_SAMPLES
        self._left = joined[whole:]
        steps = joined[:whole].reshape(-1, STEP_SAMPLES)
        return tuple(tone for step in steps for tone in self._step(step))

    def _step(self, step: Samples) -> tuple[Tone, ...]:
        self._window[:STEP_SAMPLES] = self._window[STEP_SAMPLES:]
        self._window[STEP_SAMPLES:] = step
        self._now_s += STEP_S
        frequency_hz = self._pure_frequency()
        before = self._sounding
        if before and frequency_hz and _is_same(before.frequency_hz, frequency_hz):
            return self._go_on(before)
        if before and frequency_hz is None and self._gap == 0:
            self._gap = 1
            return ()
        self._gap = 0
        self._sounding = self._new(frequency_hz) if frequency_hz else None
        told = before if before and before.length_s >= SHORTEST_S else None
        over = (replace(told, is_over=True, loudness=self._loudness),) if told else ()
        self._of_tone = self._energy
        return over

    def _go_on(self, before: Tone) -> tuple[Tone, ...]:
        self._gap = 0
        self._of_tone = max(self._of_tone, self._energy)
        self._sounding = replace(before, end_s=self._now_s, loudness=self._loudness)
        is_held = before.length_s < HELD_S <= self._sounding.length_s
        return (self._sounding,) if is_held else ()

    @property
    def _loudness(self) -> float:
        return math.sqrt(self._of_tone / self._of_call) if self._of_call else 0.0

    def _new(self, frequency_hz: int) -> Tone:
        return Tone(
            frequency_hz=frequency_hz,
            start_s=self._now_s - STEP_S,
            end_s=self._now_s,
            is_over=False,
        )

    def _pure_frequency(self) -> int | None:
        """The frequency that holds most of the window's energy.

        The power found there is at most a third of the window's length times its
        weighed energy, which a pure tone reaches.
        """
        energy = float(np.square(self._weights * self._window).sum())
        self._energy, self._of_call = energy, max(self._of_call, energy)
        if energy < QUIETEST_RMS**2 * _WINDOW * 3 / 8:
            return None
        parts = (self._window @ self._bank).reshape(2, -1)
        powers = np.square(parts).sum(axis=0)
        loudest = int(powers.argmax())
        share = 3 * float(powers[loudest]) / (_WINDOW * energy)
        return int(self._frequencies[loudest]) if share >= PURE else None


def _is_same(one_hz: int, other_hz: int) -> bool:
    return abs(one_hz - other_hz) <= SPACING_HZ
