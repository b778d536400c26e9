"""Calls on loopback, watched from the robot's side."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import numpy as np

from sip.config import SipConfig
from sip.endpoint import PjsuaLine, open_line
from sip.leg import AudioTick, Ended, LegEvent, Samples
from sip.pjsua_leg import PjsuaLeg
from sip.subscriber_process import SubscriberProcess

DEADLINE_S = 20.0

Result = TypeVar("Result")
Event = TypeVar("Event", bound=LegEvent)


def live(scene: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Run a scene, and fail it when it takes longer than any of them may."""

    async def within_deadline() -> Result:
        async with asyncio.timeout(DEADLINE_S):
            return await scene()

    return asyncio.run(within_deadline())


class Watched:
    """A leg with all that came from it, kept for the test to look at."""

    def __init__(self, leg: PjsuaLeg) -> None:
        self.leg = leg
        self.events: list[LegEvent] = []
        self.ticks: list[AudioTick] = []
        self._changed = asyncio.Condition()
        self._tasks = (
            asyncio.create_task(self._watch_events(), name="events"),
            asyncio.create_task(self._watch_audio(), name="audio"),
        )

    async def until(self, kind: type[Event]) -> Event:
        """The first event of a kind, now or when it comes."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._first(kind) is not None)
        found = self._first(kind)
        assert found
        return found

    async def until_ticks(self, enough: Callable[[list[AudioTick]], bool]) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: enough(self.ticks))

    async def ended(self) -> Ended:
        end = await self.until(Ended)
        await asyncio.gather(*self._tasks)
        return end

    @property
    def heard(self) -> Samples:
        """All that was heard since the answer."""
        return joined([tick.heard for tick in self.ticks if not tick.is_early])

    @property
    def played(self) -> Samples:
        return joined([tick.played for tick in self.ticks if not tick.is_early])

    def _first(self, kind: type[Event]) -> Event | None:
        return next((event for event in self.events if isinstance(event, kind)), None)

    async def _watch_events(self) -> None:
        async for event in self.leg.events():
            await self._note(self.events, event)

    async def _watch_audio(self) -> None:
        async for tick in self.leg.audio():
            await self._note(self.ticks, tick)

    async def _note(self, kept: list[Result], thing: Result) -> None:
        async with self._changed:
            kept.append(thing)
            self._changed.notify_all()


def joined(frames: list[Samples]) -> Samples:
    return np.concatenate([np.zeros(0, np.int16), *frames])


def local(**settings: Any) -> SipConfig:
    return SipConfig(**{"bind": "127.0.0.1", "port": 0, **settings})


@asynccontextmanager
async def line_and_phone(
    *options: str, **settings: Any
) -> AsyncIterator[tuple[PjsuaLine, SubscriberProcess]]:
    """A robot's line here, and a subscriber in a process of its own."""
    async with (
        SubscriberProcess(*options) as phone,
        open_line(local(**settings)) as line,
    ):
        yield line, phone


async def place(line: PjsuaLine, uri: str, *, ring_s: float = 10.0) -> Watched:
    return Watched(await line.place(uri, ring_s=ring_s))


async def taken(line: PjsuaLine) -> Watched:
    """The next inbound call, ringing."""
    async for leg in line.incoming():
        return Watched(leg)
    raise AssertionError("the line closed without a call")
