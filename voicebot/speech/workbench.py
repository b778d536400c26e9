"""A few threads for heavy work, and a short queue before them."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from voicebot.histogram import Buckets, Histogram
from voicebot.logs.bound import CarryingThreads

logger = logging.getLogger(__name__)

NOTICED_S = 0.3
"""Such a wait is told to whoever reads the log; what is done sooner, to who debugs."""

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
        self._name = name
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

    async def do(
        self,
        work: Callable[[], Result],
        *,
        patience_s: float,
        is_awaited: bool = True,
    ) -> Result:
        """Run `work` on a thread; once begun it is finished, however long it takes.

        Work that nobody awaits, because more of the same request is to follow, is
        neither logged nor counted among the waits.

        Raises:
            Overloaded: too many wait, or it was not its turn within `patience_s`.
        """
        waited_s = await self._take_turn(patience_s, is_awaited=is_awaited)
        self._working += 1
        began_s = time.monotonic()
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, work)
        finally:
            self._working -= 1
            self._done += 1
            self._free.release()
            if is_awaited:
                self._log(waited_s=waited_s, took_s=time.monotonic() - began_s)

    def _log(self, *, waited_s: float, took_s: float) -> None:
        logger.log(
            logging.INFO if waited_s >= NOTICED_S else logging.DEBUG,
            "work_done",
            extra={"bench": self._name, "waited_s": waited_s, "took_s": took_s},
        )

    async def _take_turn(self, patience_s: float, *, is_awaited: bool) -> float:
        """How long it waited, seconds."""
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
            waited_s = time.monotonic() - began_s
            if is_awaited:
                self._waits.add(waited_s)
        return waited_s

    def close(self) -> None:
        """Let what works finish; nothing new begins."""
        self._pool.shutdown(wait=True, cancel_futures=True)
