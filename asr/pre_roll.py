"""The last moments before speech was noticed, so that no first letter is lost."""

from collections import deque

import numpy as np

from asr.recognizer import Samples


class PreRoll:
    """Remembers the newest `capacity_samples`; the oldest are dropped, by design."""

    def __init__(self, capacity_samples: int) -> None:
        if capacity_samples <= 0:
            raise ValueError(f"a pre-roll needs room, got {capacity_samples} samples")
        self._capacity_samples = capacity_samples
        self._pieces: deque[Samples] = deque()
        self._kept_samples = 0

    def __len__(self) -> int:
        """Samples that `take` would return."""
        return self._kept_samples

    def add(self, samples: Samples) -> None:
        self._pieces.append(samples)
        self._kept_samples += len(samples)
        self._drop(self._kept_samples - self._capacity_samples)

    def take(self) -> Samples:
        """Return what is kept, oldest first, and forget it."""
        taken = np.concatenate([np.empty(0, np.int16), *self._pieces])
        self._pieces.clear()
        self._kept_samples = 0
        return taken

    def _drop(self, excess_samples: int) -> None:
        while excess_samples > 0:
            oldest = self._pieces.popleft()
            if len(oldest) > excess_samples:
                self._pieces.appendleft(oldest[excess_samples:])
            dropped = min(len(oldest), excess_samples)
            self._kept_samples -= dropped
            excess_samples -= dropped
