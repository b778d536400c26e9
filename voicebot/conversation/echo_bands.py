"""How loud a sound is in each band of hearing, and what an echo leaves in each.

Codecs of mobile networks do not keep the wave, but they keep how loud it is in each band:
so a distorted echo is known by its bands where subtracting it leaves most of it.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sip.leg import RATE_HZ

BAND_WINDOW = 256
"""32 ms: one pitch period of the deepest voices, and one syllable's steady part."""

_EDGES_HZ = (200, 400, 560, 740, 950, 1200, 1500, 1850, 2300, 2800, 3400)
"""Of about equal width to hearing."""

BANDS = len(_EDGES_HZ) - 1

MARGIN = 3.0
"""Louder by 5 dB than what an echo leaves in a band, and it is the caller."""

QUIETEST = 12.0
"""Root mean square, about -68 dBFS: nothing that voice activity notices."""

OVER_NOISE = 3.0

_OWN = 0.4
"""A caller's share of what is left in the last 100 ms, at least."""

_FADES = 0.65
"""A tick: rooms lose 60 dB in 0.6 s."""

_FLOOR_RISES = 1.015
_JUDGED_TICKS = 5
_NEW_TICKS = 50
_FALLS = 0.99
_RISES_NEW = 0.5
_RISES = 0.1
_MOST = 1.0
"""No echo is louder than what was sent."""

_PEAK_FADES = 0.99
_LEAST_OF_PEAK = 0.01
_LEAST_SENT = 10 * QUIETEST**2 / BANDS
"""After the prompt's word there is little echo left, and whoever speaks is the caller."""

_NEIGHBOURS = 0.1
_EVERYWHERE = 0.003
"""A codec's noise lies beneath the sound and beside it: 10 dB below the next band, and
25 dB below all of it together."""

Wave = npt.NDArray[np.float32]
Powers = npt.NDArray[np.float64]


def _band_weights() -> Powers:
    bins_hz = np.fft.rfftfreq(BAND_WINDOW, 1 / RATE_HZ)
    rows = [(bins_hz >= low) & (bins_hz < high) for low, high in pairwise(_EDGES_HZ)]
    shape = np.hanning(BAND_WINDOW)
    scale = 2 / (BAND_WINDOW * np.square(shape).sum())
    weights: Powers = np.array(rows, np.float64).T * scale
    return weights


def _spread() -> Powers:
    near = np.eye(BANDS) + _NEIGHBOURS * (np.eye(BANDS, k=1) + np.eye(BANDS, k=-1))
    spread: Powers = np.maximum(near, _EVERYWHERE)
    return spread


_SHAPE = np.hanning(BAND_WINDOW)
_WEIGHTS = _band_weights()
_SPREAD = _spread()


def band_powers(samples: Wave) -> Powers:
    """Mean square of the last 32 ms in each band; of several sounds, a row each."""
    spectrum = np.fft.rfft(samples[..., -BAND_WINDOW:] * _SHAPE)
    powers: Powers = (np.square(spectrum.real) + np.square(spectrum.imag)) @ _WEIGHTS
    return powers


class Leak:
    """What is left of an echo in each band once its path was taken away.

    Near the highest that it was, as a share of the prompt of that moment; a caller who
    speaks over the echo is far louder in some bands, and nothing is learnt of these.
    """

    def __init__(self) -> None:
        self._shares = np.zeros(BANDS)
        self._learnt_ticks = np.zeros(BANDS, np.int64)
        self._fading = np.zeros(BANDS)
        self._peak = np.zeros(BANDS)
        self._floor = np.full(BANDS, QUIETEST**2 / BANDS)
        self._recent = np.zeros((2, _JUDGED_TICKS, BANDS))

    def take(self, rest: Powers, sent: Powers) -> None:
        """The bands of the next tick; what is learnt of them serves the one after."""
        self._fading = np.maximum(sent @ _SPREAD, _FADES * self._fading)
        self._peak = np.maximum(self._fading, _PEAK_FADES * self._peak)
        self._floor = np.maximum(1.0, np.minimum(rest, self._floor * _FLOOR_RISES))
        expected = MARGIN * self._shares * self._fading + OVER_NOISE * self._floor
        self._recent[:, :-1] = self._recent[:, 1:]
        self._recent[:, -1] = rest, expected
        self._learn(rest)

    @property
    def explains(self) -> bool:
        """Whether the last 100 ms were no more than what an echo leaves."""
        rest, expected = self._recent.sum(axis=1)
        own = np.maximum(0.0, rest - expected).sum()
        return bool(own < _OWN * rest.sum())

    def _learn(self, rest: Powers) -> None:
        is_sent = self._fading > np.maximum(_LEAST_SENT, _LEAST_OF_PEAK * self._peak)
        is_heard = rest > OVER_NOISE * self._floor
        shares = np.minimum(_MOST, rest / np.maximum(1.0, self._fading))
        is_new = self._learnt_ticks <= _NEW_TICKS
        is_likely = is_new | (shares <= MARGIN * self._shares)
        rises = shares > self._shares
        step = np.where(is_new, _RISES_NEW, _RISES)
        risen = self._shares + step * (shares - self._shares)
        learnt = np.where(rises, risen, _FALLS * self._shares)
        self._shares = np.where(is_sent & is_heard & is_likely, learnt, self._shares)
        self._learnt_ticks += is_sent & is_heard
