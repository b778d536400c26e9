"""Speech that was used lately, in memory."""

import threading
from collections import OrderedDict

from tts.synthesizer import Speech

CAPACITY_SAMPLES = 32 * 1024 * 1024
"""64 MiB: over an hour of prompts."""


class RecentSpeech:
    """Drops what was unused longest when full. Safe from any thread."""

    def __init__(self, capacity_samples: int = CAPACITY_SAMPLES) -> None:
        self._capacity = capacity_samples
        self._kept: OrderedDict[str, Speech] = OrderedDict()
        self._samples = 0
        self._lock = threading.Lock()

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def get(self, key: str) -> Speech | None:
        with self._lock:
            speech = self._kept.get(key)
            if speech is not None:
                self._kept.move_to_end(key)
            return speech

    def keep(self, key: str, speech: Speech) -> None:
        with self._lock:
            self._forget(key)
            self._kept[key] = speech
            self._samples += len(speech.samples)
            while self._samples > self._capacity and self._kept:
                self._forget(next(iter(self._kept)))

    def _forget(self, key: str) -> None:
        speech = self._kept.pop(key, None)
        if speech is not None:
            self._samples -= len(speech.samples)
