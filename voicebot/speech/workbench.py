"""A few threads for heavy work, and a short queue before them."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from voicebot.histogram import Buckets, Histogram
from voicebot.logs.bound import CarryingThreads

WAIT_BOUNDS_S = (0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0)
"""Where a caller begins to notice, and up to what a request may wait."""

Result = TypeVar("Result")


class Overloaded(Exception):
    """The queue is full, or the work did not begin in time; its text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a workbench has to do now, and did since it began."""

    waiting: int
    working: int
    done: int
    refused: int
    wait: Histogram
    """Seconds that requests waited for their turn, those that were refused too."""


class Workbench:
    """Runs `threads` pieces of work at once; `capacity` more may wait, others are refused.

    Whoever waits is asked in order of arrival. For one event loop.
    """

    def __init__(self, name: str, *, threads: int, capacity: int) -> None:
        self._pool = CarryingThreads(threads, thread_name_prefix=name)
        self._free = asyncio.Semaphore(threads)
        self._threads = threads
        self._capacity = capacity
        self._waiting = self._working = self._done = self._refused = 0
        self._waits = Buckets(WAIT_BOUNDS_S)

    @property
    def load(self) -> Load:
        return Load(
            waiting=self._waiting,
            working=self._working,
            done=self._done,
            refused=self._refused,
            wait=self._waits.histogram,
        )

    async def do(self, work: Callable[[], Result], *, patience_s: float) -> Result:
        """Run `work` on a thread; once begun it is finished, however long it takes.

        Raises:
            Overloaded: too many wait, or it was not its turn within `patience_s`.
        """
        await self._take_turn(patience_s)
        self._working += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, work)
        finally:
            self._working -= 1
            self._done += 1
            self._free.release()

    async def _take_turn(self, patience_s: float) -> None:
        if self._waiting >= self._capacity:
            self._refused += 1
            raise Overloaded(f"{self._waiting} requests wait already")
        self._waiting += 1
        began_s = time.monotonic()
        try:
            async with asyncio.timeout(patience_s):
                await self._free.acquire()
        except TimeoutError:
            self._refused += 1
            raise Overloaded(f"its turn did not come in {patience_s:g} s") from None
        finally:
            self._waiting -= 1
            self._waits.add(time.monotonic() - began_s)

    def close(self) -> None:
        """Let what works finish; nothing new begins."""
        self._pool.shutdown(wait=True, cancel_futures=True)
