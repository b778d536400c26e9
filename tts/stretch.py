"""Slower or faster speech at the same pitch, for an engine that has but one speed.

WSOLA (Verhelst and Roelands, ICASSP 1993): overlapping pieces are laid at a new
distance, each taken from where it continues the last one best.
"""

import numpy as np

from tts.loudness import Wave

_PIECE_S = 0.030
_SEARCH_S = 0.008


def stretch(wave: Wave, rate_hz: int, speed: float) -> Wave:
    """`speed` 2 halves the duration; 1 returns `wave` itself."""
    piece = int(_PIECE_S * rate_hz) // 2 * 2
    if speed == 1.0 or len(wave) < 2 * piece:
        return wave
    return _Stretcher(wave, piece, int(_SEARCH_S * rate_hz)).stretched(speed)


class _Stretcher:
    def __init__(self, wave: Wave, piece: int, search: int) -> None:
        self._wave = np.pad(wave, (search, piece + search))
        self._length = len(wave)
        self._piece = piece
        self._search = search
        self._window = np.hanning(piece + 1)[:piece].astype(np.float32)

    def stretched(self, speed: float) -> Wave:
        hop = self._piece // 2
        count = int(self._length / speed) // hop
        out = np.zeros((count + 2) * hop, np.float32)
        weight = np.full(len(out), 1e-6, np.float32)
        start = self._search
        for index in range(count):
            wanted = self._search + int(index * hop * speed)
            start = wanted if index == 0 else self._best(start + hop, wanted)
            place = slice(index * hop, index * hop + self._piece)
            out[place] += self._window * self._wave[start : start + self._piece]
            weight[place] += self._window
        return (out / weight)[: int(self._length / speed)]

    def _best(self, natural: int, wanted: int) -> int:
        """The start near `wanted` whose piece is most like the natural continuation."""
        last = len(self._wave) - self._piece
        goal = self._wave[min(natural, last) :][: self._piece]
        low, high = max(0, wanted - self._search), min(last, wanted + self._search)
        around = self._wave[low : high + self._piece]
        likeness = np.correlate(around, goal, mode="valid")
        energy = np.convolve(np.square(around), np.ones(self._piece), mode="valid")
        return low + int(np.argmax(likeness / np.sqrt(energy + 1e-9)))
