"""What a leg is still to say."""

import threading

from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples

SAMPLE_BYTES = 2
FRAME_BYTES = FRAME_SAMPLES * SAMPLE_BYTES
CAPACITY_S = 1800
"""Half an hour: far beyond any prompt; more is a fault of the program that plays."""

_CAPACITY_BYTES = CAPACITY_S * RATE_HZ * SAMPLE_BYTES


class Playback:
    """Samples waiting to be played, taken a frame at a time by the media thread.

    Never waits: an empty buffer plays silence. `partial_frames` counts frames filled
    only in part: the end of a phrase, or a source that fell behind.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = bytearray()
        self.partial_frames = 0

    def append(self, samples: Samples) -> None:
        """Refuse more than `CAPACITY_S` seconds.

        Raises:
            OverflowError: so much is waiting that nobody will hear it.
        """
        added = samples.astype("<i2", copy=False).tobytes()
        with self._lock:
            if len(self._waiting) + len(added) > _CAPACITY_BYTES:
                raise OverflowError(f"more than {CAPACITY_S} s of audio to play")
            self._waiting += added

    def discard(self) -> int:
        with self._lock:
            discarded = len(self._waiting) // SAMPLE_BYTES
            self._waiting.clear()
        return discarded

    @property
    def waiting_samples(self) -> int:
        with self._lock:
            return len(self._waiting) // SAMPLE_BYTES

    def take_from_media_thread(self) -> bytes | None:
        """One frame of s16 bytes, its end padded with silence; None when all is said."""
        with self._lock:
            taken = bytes(self._waiting[:FRAME_BYTES])
            del self._waiting[:FRAME_BYTES]
        if not taken:
            return None
        if len(taken) < FRAME_BYTES:
            self.partial_frames += 1
        return taken.ljust(FRAME_BYTES, b"\0")
