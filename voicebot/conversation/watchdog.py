"""Notices deafness: people speak, and nothing is read, or no speech is even noticed."""

from collections import deque
from dataclasses import dataclass

WORDLESS_READINGS = 3
WORDLESS_S = 1.5
"""So many readings in a row without a word, of so much speech in all. Coughs and doors
that pass for speech are short, and seldom come three in a row."""


@dataclass(slots=True)
class Deafness:
    """Counts over a whole call; one word heard, and all is forgotten."""

    _readings: int = 0
    _speech_s: float = 0.0

    def is_likely(self, *, has_words: bool, speech_s: float) -> bool:
        """Take the next reading, of so much speech; whether to try a fresh recognizer.

        >>> watch = Deafness()
        >>> [watch.is_likely(has_words=False, speech_s=0.6) for _ in range(4)]
        [False, False, True, False]
        """
        if has_words:
            self._readings, self._speech_s = 0, 0.0
            return False
        self._readings += 1
        self._speech_s += speech_s
        if self._readings < WORDLESS_READINGS or self._speech_s < WORDLESS_S:
            return False
        self._readings, self._speech_s = 0, 0.0
        return True


UNNOTICED_S = 3.0
"""So long something sounds like a voice, and no speech is noticed. People say one sentence
in this, and most wait for an answer then."""

_TICKS = round(UNNOTICED_S / 0.02)
_QUIETEST = 100.0
"""Root mean square, about -50 dBFS: a voice that the recognizer could read."""

_OVER_NOISE = 30.0
_FLOOR_RISES = 1.005
_LEAST_LOUD = 0.25
_MOST_LOUD = 0.9
_LEAST_RISES = 6
"""Syllables, in a quarter to nine tenths of the time: not clicks, and not a steady noise."""


class UnnoticedVoice:
    """Follows how loud the caller's side is, tick by tick."""

    def __init__(self) -> None:
        self._loud: deque[bool] = deque(maxlen=_TICKS)
        self._floor: float | None = None

    def is_likely(self, power: float, *, is_explained: bool) -> bool:
        """Take the mean square of the next 20 ms; whether a voice was missed.

        `is_explained`: it is known what sounds, speech or something else.
        """
        known = power if self._floor is None else self._floor
        self._floor = max(1.0, min(power, known * _FLOOR_RISES))
        if is_explained:
            self._loud.clear()
            return False
        self._loud.append(power > max(_QUIETEST**2, _OVER_NOISE * self._floor))
        if len(self._loud) < _TICKS or not self._is_like_speech():
            return False
        self._loud.clear()
        return True

    def _is_like_speech(self) -> bool:
        share = sum(self._loud) / _TICKS
        if not _LEAST_LOUD <= share <= _MOST_LOUD:
            return False
        marks = "".join("#" if is_loud else "." for is_loud in self._loud)
        return marks.count(".#") >= _LEAST_RISES
