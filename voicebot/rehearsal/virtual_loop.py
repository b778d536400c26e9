"""An event loop whose clock jumps over every wait, so that a call takes no real time.

Nothing in a call waits for anything but the loop: audio ticks, timeouts and pauses are
timers. When all that could run has run, the next thing to happen is the next timer,
and the clock is set to it. So the order of events is that of a telephone call, and the
same each time.
"""

import asyncio
import selectors
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar, TypeVarTuple

from typing_extensions import override

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

_OWN_FILES = 1
"""The pipe by which other threads wake the loop."""

_PATIENCE_S = 30.0
"""With no timer, nothing but another thread can go on; longer than this none does."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """Time is what timers ask for, not what a wall clock shows.

    Work for an executor (recognition, synthesis) is done at once and takes no time, so
    that results do not depend on the machine. With `counts_work` it runs on its
    threads, and the clock goes on as the wall's while anything is under way: that is
    how long the caller would have waited on this machine. While a socket is open the
    clock goes on as the wall's in either case.
    """

    def __init__(self, *, counts_work: bool = False) -> None:
        self._counts_work = counts_work
        self._clock = _ClockSelector(counts_work=counts_work)
        super().__init__(self._clock)

    @override
    def time(self) -> float:
        return self._clock.now_s

    @property
    def is_working(self) -> bool:
        """Recognition or synthesis is under way."""
        return self._clock.under_way > 0

    @override
    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[*Arguments], Result],
        *args: *Arguments,
    ) -> asyncio.Future[Result]:
        if not self._counts_work:
            return self._done(func, *args)
        future = super().run_in_executor(executor, func, *args)
        self._clock.under_way += 1
        future.add_done_callback(self._work_is_done)
        return future

    def _work_is_done(self, _future: asyncio.Future[Any]) -> None:
        self._clock.under_way -= 1

    def _done(
        self, func: Callable[[*Arguments], Result], *args: *Arguments
    ) -> asyncio.Future[Result]:
        future: asyncio.Future[Result] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001  # a future carries any error
            future.set_exception(error)
        return future


class _ClockSelector(selectors.DefaultSelector):
    """Where a loop waits: here the wait is skipped, and its length added to the clock."""

    def __init__(self, *, counts_work: bool) -> None:
        super().__init__()
        self._counts_work = counts_work
        self._began_s = time.monotonic()
        self._skipped_s = 0.0
        self.under_way = 0

    @property
    def now_s(self) -> float:
        worked_s = time.monotonic() - self._began_s if self._counts_work else 0.0
        return self._skipped_s + worked_s

    @override
    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if self.under_way or len(self.get_map()) > _OWN_FILES:
            return self._select_in_real_time(timeout)
        if timeout is None:
            return self._select_without_timers()
        self._skipped_s += timeout
        return []

    def _select_in_real_time(
        self, timeout: float | None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        began_s = time.monotonic()
        ready = super().select(timeout)
        if not self._counts_work:
            self._skipped_s += time.monotonic() - began_s
        return ready

    def _select_without_timers(self) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(_PATIENCE_S)
        if not ready:
            raise RuntimeError("everything waits and nothing is left that could happen")
        return ready


def is_working() -> bool:
    """Whether work is under way on the running loop; never on one that has real time."""
    loop = asyncio.get_running_loop()
    return isinstance(loop, VirtualLoop) and loop.is_working


def run_virtually(
    work: Coroutine[Any, Any, Result], *, counts_work: bool = False
) -> Result:
    """Run `work` to its end on a loop and clock of its own."""

    def new_loop() -> asyncio.AbstractEventLoop:
        return VirtualLoop(counts_work=counts_work)

    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(work)
