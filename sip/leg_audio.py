"""A leg's two directions, paired frame by frame on the conference bridge's clock."""

import asyncio
from collections import deque
from collections.abc import Callable

import numpy as np

from sip.door import Door, Wake
from sip.leg import AudioTick, Samples
from sip.playback import FRAME_BYTES, Playback

DOOR_TICKS = 500
"""Ten seconds: a loop that stalls for longer has lost the call anyway."""

SILENT_FRAME = bytes(FRAME_BYTES)

_OVERHEARD_FRAMES = 2
"""Which of two joined ports the bridge serves first is its own affair."""

_LOUDEST = 2**15 - 1


class LegAudio:
    """Turns the bridge's two callbacks into ticks.

    In each 20 ms the bridge first asks every port for what it plays and then hands
    every port what it hears, on one thread; a port that hears nothing (no RTP,
    hold, not connected) is handed an empty frame, so the call's clock goes on. Ticks
    wait for the loop behind a door of `DOOR_TICKS`, which drops the oldest.

    An outbound leg keeps what it is to play until the answer; an inbound one that
    sends media before its answer (`plays_early`) does so on purpose.

    Of two joined legs each hears the other's far end by the bridge itself; its ticks
    then hold that too as played, as far as 20 ms later.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        plays_early: bool = False,
        wake_later: Callable[[Wake], None] | None = None,
    ) -> None:
        self.ticks: Door[AudioTick] = Door(
            loop, capacity=DOOR_TICKS, wake_later=wake_later
        )
        self.playback = Playback()
        self._plays_early = plays_early
        self._is_early = True
        self._played = SILENT_FRAME
        self._partner: LegAudio | None = None
        self._overheard: deque[bytes] = deque(maxlen=_OVERHEARD_FRAMES)

    def join(self, partner: "LegAudio | None") -> None:
        """Pass on what is heard here as what the partner's far end hears; None ends it.

        Any thread may call: one reference is swapped.
        """
        self._partner = partner

    def overhear_from_media_thread(self, heard: bytes) -> None:
        """What the joined leg's far end said in this or the last 20 ms."""
        self._overheard.append(heard)

    def answered_from_thread(self) -> None:
        self._is_early = False

    def close_from_thread(self) -> None:
        self.ticks.close_from_thread()

    def take_from_media_thread(self) -> bytes | None:
        """The next frame to play; None is silence."""
        frame = self._next_frame()
        self._played = frame or SILENT_FRAME
        return frame

    def hear_from_media_thread(self, heard: bytes) -> None:
        """Pair what is heard (empty is silence) with what was just played."""
        played, self._played = self._played, SILENT_FRAME
        overheard = self._overheard.popleft() if self._overheard else b""
        partner = self._partner
        if partner:
            partner.overhear_from_media_thread(heard)
        tick = AudioTick(
            heard=_samples(heard or SILENT_FRAME),
            played=_mixed(_samples(played), _samples(overheard)),
            is_early=self._is_early,
        )
        self.ticks.offer_from_thread(tick)

    def _next_frame(self) -> bytes | None:
        if self._is_early and not self._plays_early:
            return None
        return self.playback.take_from_media_thread()


def _samples(frame: bytes) -> Samples:
    return np.frombuffer(frame, np.int16)


def _mixed(robot: Samples, partner: Samples) -> Samples:
    if len(partner) != len(robot):
        return robot
    both = robot.astype(np.int32) + partner
    return both.clip(-_LOUDEST - 1, _LOUDEST).astype(np.int16)
