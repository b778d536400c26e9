"""A call without a telephone: its far end is a caller made of sound."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Protocol

import numpy as np

from sip.leg import (
    FRAME_SAMPLES,
    RATE_HZ,
    AudioTick,
    Disposition,
    HungUpBy,
    KeyPressed,
    Leg,
    Samples,
    TransferResult,
)
from sip.playback import Playback
from sip.transfer import not_answered
from voicebot.rehearsal.caller import Act, Heard, PressKey
from voicebot.rehearsal.channel import PhoneChannel
from voicebot.rehearsal.colleague_leg import RINGS_S, ColleagueLeg
from voicebot.rehearsal.cues import Leave, Speak
from voicebot.rehearsal.frames import next_frame
from voicebot.rehearsal.virtual_leg import VirtualLeg
from voicebot.rehearsal.virtual_loop import is_working

logger = logging.getLogger(__name__)

LONGEST_S = 1800.0
"""A caller who still talks after half an hour leaves: no rehearsal is meant to."""

_TICK_S = FRAME_SAMPLES / RATE_HZ
_AUDIBLE = 250
"""As in `conversation.latency`: a sample this large is sound."""

_OK = 200


class FarEnd(Protocol):
    """Whoever the robot talks to."""

    def hear(self, heard: Heard) -> Act | None:
        """Pass a tick; what the far end begins with the next."""


class StudioLeg(VirtualLeg):
    """Implements `sip.leg.Leg` on the loop's own clock.

    `channel` is the line from the caller to the robot; the caller hears the robot as
    it speaks. `connects` is asked, at each transfer, whether somebody answers it.
    """

    remote_uri = "sip:caller@studio.invalid"

    def __init__(
        self,
        caller: FarEnd,
        channel: PhoneChannel,
        *,
        call_id: str = "studio",
        connects: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self.call_id = call_id
        self._caller = caller
        self._channel = channel
        self._connects = connects
        self._speech = Playback()
        self.transferred_to: list[str] = []
        self.pressed = ""
        """Keys that the robot sent."""

    async def audio(self) -> AsyncIterator[AudioTick]:
        """A tick each 20 ms of the loop's time; none is ever dropped."""
        loop = asyncio.get_running_loop()
        began_s = due_s = loop.time()
        while due_s - began_s < LONGEST_S:
            due_s += _TICK_S
            await asyncio.sleep(due_s - loop.time())
            if self.is_over:
                return
            yield self._pass_tick()
        logger.warning("rehearsal_too_long")
        self._end(HungUpBy.CALLER)

    async def press(self, keys: str) -> None:
        self.pressed += keys

    async def transfer(self, uri: str, *, ring_s: float) -> TransferResult:
        """Somebody answers after two seconds of ringing, or nobody does."""
        self.transferred_to.append(uri)
        is_answered = self._connects() and ring_s > RINGS_S
        await asyncio.sleep(RINGS_S if is_answered else ring_s)
        if not is_answered:
            return not_answered(ring_s)
        return TransferResult(
            disposition=Disposition.ANSWERED, sip_code=_OK, reason="OK"
        )

    async def call_agent(
        self, uri: str, *, ring_s: float, wait_s: float
    ) -> ColleagueLeg:
        """A line is always free."""
        self.transferred_to.append(uri)
        return ColleagueLeg(uri, answers=self._connects(), ring_s=ring_s)

    async def bridge(self, agent: Leg) -> None:
        """The caller hears nothing of what a colleague says; nobody wrote that down."""
        if isinstance(agent, ColleagueLeg):
            agent.joined()

    def _pass_tick(self) -> AudioTick:
        heard = self._channel.carry(next_frame(self._speech))
        played = next_frame(self._playback)
        act = self._caller.hear(
            Heard(sound_at_s=_sound_at_s(played), is_done=self._is_robot_done())
        )
        if act:
            self._begin(act)
        return AudioTick(heard=heard, played=played)

    def _begin(self, act: Act) -> None:
        match act:
            case Speak(samples=samples):
                self._speech.append(samples)
            case PressKey(key=key):
                self._tell(KeyPressed(key=key))
            case Leave():
                self._end(HungUpBy.CALLER)

    def _is_robot_done(self) -> bool:
        return self._playback.waiting_samples == 0 and not is_working()


def _sound_at_s(frame: Samples) -> float | None:
    audible = np.flatnonzero(np.abs(frame.astype(np.int32)) > _AUDIBLE)
    return int(audible[0]) / RATE_HZ if len(audible) else None
