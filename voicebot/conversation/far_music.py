"""Tells music and ringing at the far end from silence.

Whoever answered may put the robot on hold, or pass it to another extension. What then
comes is no speech to voice activity detection, and yet no silence: notes and ringing
tones, which hold their pitch where noise has none.
"""

from collections import deque

import numpy as np
import numpy.typing as npt

from sip.leg import FRAME_SAMPLES, Samples
from voicebot.conversation.echo_path import mean_square
from voicebot.conversation.recent import Recent, Wave

STEADY_FROM = 0.42
"""The mean share of energy that keeps its frequencies for 200 ms, over 2.4 s. Melodies
and chords have 0.45-0.87. Voices have 0.16-0.6, so pitch alone would not do."""

TONE_FROM = 0.8
"""The same over 0.6 s, of a ringing tone: it lasts no longer than 1 s."""

STEADY_UNTIL = 0.36
"""The same over 0.6 s, where noise follows the music."""

PAUSE_S = 5.0
"""Between two ringing tones are 4 s; after a longer silence nothing plays any more."""

_STEP_TICKS = 2
_STEP_S = 0.04
_WINDOW = 512
_BAND = slice(20, 218)
"""Of bins 15.6 Hz wide: 310 Hz to 3.4 kHz."""

_STEP_SAMPLES = _STEP_TICKS * FRAME_SAMPLES
_APART_STEPS = 5
_LONG_STEPS = 60
_SHORT_STEPS = 15
_LEAST_SOUNDING = 0.5
_QUIETEST = 60.0
"""Root mean square, about -55 dBFS."""

_OVER_NOISE = 4.0
_FLOOR_RISES = 1.005

Powers = npt.NDArray[np.float32]

_WEIGHTS = np.hanning(_WINDOW).astype(np.float32)


class FarMusic:
    """Follows the caller's side tick by tick.

    Looks at frequencies only of what sounds and is no speech; else it costs next to
    nothing.
    """

    def __init__(self) -> None:
        self._kept = Recent(_WINDOW + _APART_STEPS * _STEP_SAMPLES)
        self._powers: deque[Powers | None] = deque(maxlen=_APART_STEPS + 1)
        self._steady: deque[float | None] = deque(maxlen=_LONG_STEPS)
        self._tick = 0
        self._floor: float | None = None
        self._silent_s = 0.0
        self.is_playing = False

    def hear(self, heard: Samples, *, is_speech: bool) -> None:
        """Take 20 ms of the caller's side; speech says nothing of music."""
        kept = self._kept.add(heard)
        self._tick += 1
        if self._tick % _STEP_TICKS == 0:
            self._step(kept, is_speech=is_speech)

    def _step(self, kept: Wave, *, is_speech: bool) -> None:
        is_sounding = self._is_sounding(kept[-_WINDOW:])
        self._powers.append(None)
        steady = self._steadiness(kept) if is_sounding and not is_speech else None
        self._steady.append(steady)
        self._silent_s = self._silent_s + _STEP_S if steady is None else 0.0
        self.is_playing = self._goes_on() if self.is_playing else self._begins()

    def _is_sounding(self, newest: Wave) -> bool:
        power = mean_square(newest)
        if self._floor is None:
            self._floor = power
        self._floor = max(1.0, min(power, self._floor * _FLOOR_RISES))
        return power > max(_QUIETEST**2, _OVER_NOISE * self._floor)

    def _steadiness(self, kept: Wave) -> float:
        """The share of energy at the peaks that stood there 200 ms ago too."""
        now = self._powers[-1] = _powers(kept[-_WINDOW:])
        if len(self._powers) <= _APART_STEPS:
            return 0.0
        before = self._powers[0]
        if before is None:
            before = _powers(kept[:_WINDOW])
        stood = _peaks(now) & _widened(_peaks(before))
        return float(now[_widened(stood)].sum() / max(1.0, float(now.sum())))

    def _begins(self) -> bool:
        known = [one for one in self._steady if one is not None]
        if not known:
            return False
        is_long = len(known) >= _LEAST_SOUNDING * _LONG_STEPS
        if is_long and float(np.mean(known)) >= STEADY_FROM:
            return True
        newest = [*self._steady][-_SHORT_STEPS:]
        of_tone = [one for one in newest if one is not None]
        return len(of_tone) == _SHORT_STEPS and float(np.mean(of_tone)) >= TONE_FROM

    def _goes_on(self) -> bool:
        if self._silent_s > PAUSE_S:
            return False
        known = [one for one in self._steady if one is not None][-_SHORT_STEPS:]
        return len(known) < _SHORT_STEPS or float(np.mean(known)) >= STEADY_UNTIL


def _powers(samples: Wave) -> Powers:
    spectrum = np.fft.rfft(samples * _WEIGHTS)[_BAND]
    return np.square(np.abs(spectrum)).astype(np.float32)


def _peaks(powers: Powers) -> npt.NDArray[np.bool_]:
    """Bins above their neighbours and above a hundredth of the loudest."""
    found = np.zeros(len(powers), np.bool_)
    inner = powers[1:-1]
    is_top = (inner >= powers[:-2]) & (inner >= powers[2:])
    found[1:-1] = is_top & (inner > 0.01 * powers.max())
    return found


def _widened(bins: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    wide = bins.copy()
    wide[1:] |= bins[:-1]
    wide[:-1] |= bins[1:]
    return wide
