"""The newest samples of a direction, always in one piece."""

import numpy as np
import numpy.typing as npt

from sip.leg import Samples

Wave = npt.NDArray[np.float32]

_ROOM = 4
"""Times what is kept: so seldom is anything moved that moving costs nothing."""


class Recent:
    """Keeps `length` samples; silence before the first."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._room: Wave = np.zeros(_ROOM * length, np.float32)
        self._end = length

    def add(self, samples: Samples) -> Wave:
        """Take the next samples, fewer than are kept; what is kept, oldest first.

        The result is a view, which later samples overwrite.
        """
        if self._end + len(samples) > len(self._room):
            self._room[: self._length] = self._room[
                self._end - self._length : self._end
            ]
            self._end = self._length
        self._room[self._end : self._end + len(samples)] = samples
        self._end += len(samples)
        return self.samples

    @property
    def samples(self) -> Wave:
        return self._room[self._end - self._length : self._end]
