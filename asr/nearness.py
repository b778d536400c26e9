"""Tells the caller's voice from voices behind it, by how loud it is.

Voice activity detection takes a crowd, a television or a second person for speech, and
the caller's turn would end only when they all fall silent. But whoever holds the
telephone is nearer to it: as long as there is noise, a window counts as the caller's only
where it stands out from the noise floor.
"""

import math
from bisect import bisect_left, insort
from collections import deque

import numpy as np

from asr.recognizer import Samples
from asr.voice_activity import WINDOW_SAMPLES

_REMEMBERED_WINDOWS = 250
"""8 s, in which even a talkative caller draws breath."""
_ENOUGH_WINDOWS = 7
_SMOOTHED_WINDOWS = 5
_FLOOR_PERCENT = 10
_MUTED_DB = 5.0
"""Lost packets and digital silence tell nothing of the noise."""
_PEAK_FALL_DB = 0.1
"""The caller's own level is forgotten at 3 dB a second: another may speak more softly."""
_SURELY_SPEECH = 0.3
_SHARE = 0.6
_MARGIN_DB = 10.0
"""How far above the floor the caller is: this much, or this share of the way up to the
caller's own level where that is less."""
_SILENT_DB = 35.0
"""So far below the caller's own level is no syllable, however soft: of 247 replies it
ended 4 % more often within one, and the end was noticed 60 ms sooner."""
_LEAST_RANGE_DB = 8.0
"""With less between floor and caller, nothing can be told: all count as the caller."""


class Nearness:
    """Follows the noise floor and the caller's level of one call, a window at a time."""

    def __init__(self) -> None:
        self._newest: deque[float] = deque(maxlen=_SMOOTHED_WINDOWS)
        self._levels_db: deque[float] = deque()
        self._ranked_db: list[float] = []
        self._peak_db = 0.0
        self.is_silent = False
        """Of the last window: the line is too quiet for any speech of this caller's."""

    def hear(self, window: Samples, speech_probability: float) -> bool:
        """Whether the next 256 samples are loud enough to be the caller's."""
        level_db = self._smoothed_db(window)
        if level_db > _MUTED_DB:
            self._remember(level_db)
        if len(self._levels_db) < _ENOUGH_WINDOWS:
            return True
        self._follow_caller(level_db, speech_probability)
        floor_db = self._floor_db()
        range_db = self._peak_db - floor_db
        if range_db < _LEAST_RANGE_DB:
            return True
        return level_db >= floor_db + min(_MARGIN_DB, _SHARE * range_db)

    def _smoothed_db(self, window: Samples) -> float:
        """Mean power of the last 160 ms, in decibels above one unit of the samples."""
        samples = window.astype(np.float64)
        power = float(samples @ samples) / WINDOW_SAMPLES
        self.is_silent = 10 * math.log10(power + 1) < self._peak_db - _SILENT_DB
        self._newest.append(power)
        return 10 * math.log10(sum(self._newest) / len(self._newest) + 1)

    def _remember(self, level_db: float) -> None:
        """Both in the order of time and in the order of loudness."""
        if len(self._levels_db) == _REMEMBERED_WINDOWS:
            oldest_db = self._levels_db.popleft()
            del self._ranked_db[bisect_left(self._ranked_db, oldest_db)]
        self._levels_db.append(level_db)
        insort(self._ranked_db, level_db)

    def _floor_db(self) -> float:
        return self._ranked_db[len(self._ranked_db) * _FLOOR_PERCENT // 100]

    def _follow_caller(self, level_db: float, speech_probability: float) -> None:
        if speech_probability < _SURELY_SPEECH or level_db <= self._peak_db:
            self._peak_db -= _PEAK_FALL_DB
        elif self._peak_db:
            self._peak_db += (level_db - self._peak_db) / 2
        else:
            self._peak_db = level_db
