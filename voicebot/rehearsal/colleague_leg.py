"""A colleague who is called for a caller, without a telephone."""

import asyncio
from collections.abc import AsyncIterator

from sip.errors import LineBusy
from sip.leg import (
    FRAME_SAMPLES,
    RATE_HZ,
    Answered,
    AudioTick,
    Disposition,
    Ended,
    HungUpBy,
    Leg,
    LegEvent,
    Samples,
    TransferResult,
)
from sip.playback import Playback
from sip.transfer import not_answered
from voicebot.rehearsal.frames import SILENCE, next_frame

RINGS_S = 2.0
"""How long a colleague who answers lets it ring."""

TALKS_S = 3.0
"""How long one talks with the caller before hanging up."""

_TICK_S = FRAME_SAMPLES / RATE_HZ
_OK = 200


class ColleagueLeg:
    """Implements `sip.leg.Leg` on the loop's own clock.

    Answers after `RINGS_S`, listens without a word, and hangs up `TALKS_S` after being
    joined with the caller; or never answers.
    """

    call_id = "colleague"

    def __init__(self, uri: str, *, answers: bool, ring_s: float) -> None:
        self.remote_uri = uri
        self._playback = Playback()
        self._events: asyncio.Queue[LegEvent] = asyncio.Queue()
        self._is_answered = asyncio.Event()
        self._is_over = False
        loop = asyncio.get_running_loop()
        if answers and ring_s > RINGS_S:
            loop.call_later(RINGS_S, self._pick_up)
        else:
            loop.call_later(ring_s, self._end, Disposition.NO_ANSWER)

    def joined(self) -> None:
        """The caller is there: talk, then hang up."""
        loop = asyncio.get_running_loop()
        loop.call_later(TALKS_S, self._end, Disposition.ANSWERED, HungUpBy.CALLER)

    async def events(self) -> AsyncIterator[LegEvent]:
        """Two at most."""
        while True:
            event = await self._events.get()
            yield event
            if isinstance(event, Ended):
                return

    async def audio(self) -> AsyncIterator[AudioTick]:
        """From the answer on; none is ever dropped."""
        await self._is_answered.wait()
        while not self._is_over:
            await asyncio.sleep(_TICK_S)
            yield AudioTick(heard=SILENCE, played=next_frame(self._playback))

    def play(self, samples: Samples) -> None:
        self._playback.append(samples)

    def discard(self) -> int:
        return self._playback.discard()

    @property
    def waiting_samples(self) -> int:
        return self._playback.waiting_samples

    async def answer(self) -> None:
        """It was called, so there is nothing to answer."""

    async def hang_up(self) -> None:
        self._end(Disposition.ANSWERED, HungUpBy.ROBOT)

    async def press(self, keys: str) -> None:
        """Nobody looks at what is pressed."""

    async def transfer(self, uri: str, *, ring_s: float) -> TransferResult:
        return not_answered(ring_s)

    async def call_agent(self, uri: str, *, ring_s: float, wait_s: float) -> Leg:
        raise LineBusy(slots=0)

    async def bridge(self, agent: Leg) -> None:
        """A colleague is joined by the caller's leg."""

    def _pick_up(self) -> None:
        if not self._is_over:
            self._is_answered.set()
            self._events.put_nowait(Answered())

    def _end(self, disposition: Disposition, who: HungUpBy | None = None) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._is_answered.set()
        self._events.put_nowait(
            Ended(
                disposition=disposition,
                sip_code=_OK if disposition is Disposition.ANSWERED else 0,
                reason="OK"
                if disposition is Disposition.ANSWERED
                else "nobody answered",
                hung_up_by=who,
            )
        )
