"""What legs without a telephone share."""

import asyncio
from collections.abc import AsyncIterator

from sip.leg import (
    Answered,
    Disposition,
    Ended,
    HungUpBy,
    LegEvent,
    Samples,
)
from sip.playback import Playback

_OK = 200


class VirtualLeg:
    """Events in order until the one end, and what waits to be played.

    Nobody rings it: it is answered when it is told so. Its events are bounded by what
    its far end does.
    """

    def __init__(self) -> None:
        self.is_over = False
        self._playback = Playback()
        self._events: asyncio.Queue[LegEvent] = asyncio.Queue()

    async def events(self) -> AsyncIterator[LegEvent]:
        while True:
            event = await self._events.get()
            yield event
            if isinstance(event, Ended):
                return

    def play(self, samples: Samples) -> None:
        self._playback.append(samples)

    def discard(self) -> int:
        return self._playback.discard()

    @property
    def waiting_samples(self) -> int:
        return self._playback.waiting_samples

    async def answer(self) -> None:
        self._tell(Answered())

    async def hang_up(self) -> None:
        self._end(HungUpBy.ROBOT)

    def _tell(self, event: LegEvent) -> None:
        self._events.put_nowait(event)

    def _end(
        self, who: HungUpBy | None, disposition: Disposition = Disposition.ANSWERED
    ) -> None:
        """Only the first end counts."""
        if self.is_over:
            return
        self.is_over = True
        is_answered = disposition is Disposition.ANSWERED
        self._tell(
            Ended(
                disposition=disposition,
                sip_code=_OK if is_answered else 0,
                reason="OK" if is_answered else "nobody answered",
                hung_up_by=who,
            )
        )
