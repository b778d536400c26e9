"""A colleague who is called for a caller, without a telephone."""

import asyncio
from collections.abc import AsyncIterator

from typing_extensions import override

from sip.errors import LineBusy
from sip.leg import (
    FRAME_SAMPLES,
    RATE_HZ,
    Answered,
    AudioTick,
    Disposition,
    HungUpBy,
    Leg,
    TransferResult,
)
from sip.transfer import not_answered
from voicebot.rehearsal.frames import SILENCE, next_frame
from voicebot.rehearsal.virtual_leg import VirtualLeg

RINGS_S = 2.0
"""How long a colleague who answers lets it ring."""

TALKS_S = 3.0
"""How long one talks with the caller before hanging up."""

_TICK_S = FRAME_SAMPLES / RATE_HZ
_OK = 200


class ColleagueLeg(VirtualLeg):
    """Implements `sip.leg.Leg` on the loop's own clock.

    Answers after `RINGS_S`, listens without a word, and hangs up `TALKS_S` after being
    joined with the caller; or never answers.
    """

    call_id = "colleague"

    def __init__(self, uri: str, *, answers: bool, ring_s: float) -> None:
        super().__init__()
        self.remote_uri = uri
        self._has_rung = asyncio.Event()
        loop = asyncio.get_running_loop()
        if answers and ring_s > RINGS_S:
            loop.call_later(RINGS_S, self._pick_up)
        else:
            loop.call_later(ring_s, self._end, None, Disposition.NO_ANSWER)

    def joined(self) -> None:
        """The caller is there: talk, then hang up."""
        loop = asyncio.get_running_loop()
        loop.call_later(TALKS_S, self._end, HungUpBy.CALLER)

    async def audio(self) -> AsyncIterator[AudioTick]:
        """From the answer on; none is ever dropped."""
        await self._has_rung.wait()
        while not self.is_over:
            await asyncio.sleep(_TICK_S)
            yield AudioTick(heard=SILENCE, played=next_frame(self._playback))

    @override
    async def answer(self) -> None:
        """It was called, so there is nothing to answer."""

    async def press(self, keys: str) -> None:
        """Nobody looks at what is pressed."""

    async def transfer(self, uri: str, *, ring_s: float) -> TransferResult:
        return not_answered(ring_s)

    async def call_agent(self, uri: str, *, ring_s: float, wait_s: float) -> Leg:
        raise LineBusy(slots=0)

    async def bridge(self, agent: Leg) -> None:
        """A colleague is joined by the caller's leg."""

    def _pick_up(self) -> None:
        if not self.is_over:
            self._tell(Answered())
            self._has_rung.set()

    @override
    def _end(
        self, who: HungUpBy | None, disposition: Disposition = Disposition.ANSWERED
    ) -> None:
        super()._end(who, disposition)
        self._has_rung.set()
