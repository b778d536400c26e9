"""Finds an echo by its rise and fall in bands, where a codec spoils its wave."""

from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from voicebot.conversation.echo_bands import BANDS, OVER_NOISE, QUIETEST, Powers

LIKE = 0.6
"""A correlation of how loudness moves between the bands in 1.5 s, from which on a sound
is an echo. Measured: echoes of coded prompts 30 dB below them have 0.54-0.7, louder ones
0.7-0.85; callers over another's speech stay below 0.59, at the likest delay of all."""

_WINDOW = 75
_DELAYS = 26
"""Ticks of 20 ms; up to 0.5 s."""

_KEPT = _WINDOW + _DELAYS - 1
_FLOOR_RISES = 1.015
_LEAST = QUIETEST**2 / BANDS
_LEAST_SENT = 100 * _LEAST
"""30 dB below speech: what is softer leaves no echo to be heard."""

_LEAST_SOUNDING = 0.2


class EchoRhythm:
    """Remembers 2 s of what was played and 1.5 s of what was heard, in bands.

    Pauses and stresses of two voices may fall together for a second. So how loud all
    bands are together does not count, only what moves between them.
    """

    def __init__(self) -> None:
        self._sent = np.full((_KEPT, BANDS), np.log(_LEAST_SENT))
        self._heard = np.zeros((_WINDOW, BANDS))
        self._sounding = np.zeros(_WINDOW, np.bool_)
        self._floor = np.full(BANDS, _LEAST)

    def take(self, heard: Powers, sent: Powers) -> None:
        """The bands of the next ticks, a row each, as they arrived and as were played."""
        floors = _floors(heard, self._floor)
        self._floor = floors[-1]
        noise = np.maximum(_LEAST, OVER_NOISE * floors)
        _shift_in(self._sent, np.log(np.maximum(sent, _LEAST_SENT)))
        _shift_in(self._heard, np.log(np.maximum(heard, noise) / noise))
        _shift_in(self._sounding, (heard > noise).sum(axis=1) > 1)

    def likest(self) -> tuple[int, float]:
        """The delay in ticks at which both are most alike, and how much, -1 to 1."""
        if self._sounding.mean() < _LEAST_SOUNDING:
            return 0, 0.0
        heard = _moves(self._heard.T)
        sent = _moves(sliding_window_view(self._sent, _WINDOW, axis=0))
        products = np.einsum("dbt,bt->d", sent, heard)
        energies = np.square(sent).sum(axis=(1, 2)) * np.square(heard).sum()
        likeness = products / np.sqrt(np.maximum(energies, 1e-9))
        place = int(likeness.argmax())
        return _DELAYS - 1 - place, float(likeness[place])


def _moves(levels: Powers) -> Powers:
    """Of bands by ticks: each band without its mean, each tick without its own."""
    moves = levels - levels.mean(axis=-1, keepdims=True)
    bare: Powers = moves - moves.mean(axis=-2, keepdims=True)
    return bare


def _floors(heard: Powers, before: Powers) -> Powers:
    """The noise of each tick: the lowest lately, which is forgotten at 3 dB a second."""
    risen = _FLOOR_RISES ** np.arange(len(heard) + 1)[:, None]
    lowest = np.vstack([before, np.maximum(1.0, heard)]) / risen
    floors: Powers = (np.minimum.accumulate(lowest) * risen)[1:]
    return floors


def _shift_in(kept: npt.NDArray[Any], newest: npt.NDArray[Any]) -> None:
    kept[: -len(newest)] = kept[len(newest) :]
    kept[-len(newest) :] = newest
