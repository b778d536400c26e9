"""How long the caller waited, taken from the audio of both directions."""

import numpy as np

from sip.leg import RATE_HZ, AudioTick

_AUDIBLE = 250
"""A sample this large (-42 dBFS) is sound; comfort noise and line hum are not."""


class ReplyClock:
    """From the caller's last sound to the robot's first, one turn at a time."""

    def __init__(self) -> None:
        self._caller_stopped_s: float | None = None

    def turn_taken(self, caller_stopped_s: float) -> None:
        self._caller_stopped_s = caller_stopped_s

    def hear(self, tick: AudioTick, starts_at_s: float) -> float | None:
        """The latency in seconds, once, at the tick in which the robot is heard."""
        if self._caller_stopped_s is None:
            return None
        audible = np.flatnonzero(np.abs(tick.played.astype(np.int32)) > _AUDIBLE)
        if len(audible) == 0:
            return None
        latency_s = starts_at_s + int(audible[0]) / RATE_HZ - self._caller_stopped_s
        self._caller_stopped_s = None
        return latency_s
