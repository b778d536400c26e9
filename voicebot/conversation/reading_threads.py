"""Threads for recognition, of which one may hang in native code for ever."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from typing import Any, ParamSpec, TypeVar

from typing_extensions import override

logger = logging.getLogger(__name__)

HUNG_AFTER_S = 2.5
"""Less than a reading's deadline, so that a second try finds a thread to run on."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class ReadingThreads(Executor):
    """As many threads as were asked for, and none of them is lost to a hanging job.

    Whenever work comes, threads that have been at one job for `hung_after_s` are written
    off: others take their places, and they end with their job. All are daemons, for a
    process must not wait for what hangs. The queue is bounded by its users: one reading
    a call waits in it.
    """

    def __init__(
        self,
        count: int,
        *,
        name: str,
        hung_after_s: float = HUNG_AFTER_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._hung_after_s = hung_after_s
        self._now = now
        self._lock = threading.Lock()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._is_closed = False
        self._workers = [self._new_worker() for _ in range(count)]

    @override
    def submit(
        self,
        fn: Callable[Arguments, Result],
        /,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Future[Result]:
        future: Future[Result] = Future()
        context = copy_context()  # so that what a reading logs is of its call
        with self._lock:
            if self._is_closed:
                raise RuntimeError("no work can be given to closed threads")
            self._replace_hung()
            self._jobs.put(_Job(future, lambda: context.run(fn, *args, **kwargs)))
        return future

    @override
    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Waits for work that is under way, but for none that hangs."""
        with self._lock:
            self._is_closed = True
            if cancel_futures:
                self._drop_jobs()
            for _ in self._workers:
                self._jobs.put(None)
        for worker in self._workers if wait else ():
            worker.join(self._hung_after_s)

    def _new_worker(self) -> "_Worker":
        worker = _Worker(self._jobs, self._name, self._now)
        worker.start()
        return worker

    def _replace_hung(self) -> None:
        for place, worker in enumerate(self._workers):
            if worker.busy_s > self._hung_after_s:
                logger.error("reading_thread_hangs", extra={"busy_s": worker.busy_s})
                worker.is_written_off = True
                self._workers[place] = self._new_worker()

    def _drop_jobs(self) -> None:
        while not self._jobs.empty():
            if job := self._jobs.get():
                job.future.cancel()


class _Job:
    """A piece of work and where its result is awaited."""

    def __init__(self, future: Future[Any], work: Callable[[], Any]) -> None:
        self.future = future
        self._work = work

    def run(self) -> None:
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001  # a future carries any error
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class _Worker(threading.Thread):
    """Does one job after another, until it is told None, or is written off."""

    def __init__(
        self,
        jobs: "queue.SimpleQueue[_Job | None]",
        name: str,
        now: Callable[[], float],
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._jobs = jobs
        self._now = now
        self._began_s: float | None = None
        self.is_written_off = False

    @property
    def busy_s(self) -> float:
        """How long it has been at its job; 0 while it waits for one."""
        began_s = self._began_s
        return 0.0 if began_s is None else self._now() - began_s

    @override
    def run(self) -> None:
        while not self.is_written_off and (job := self._jobs.get()):
            self._began_s = self._now()
            job.run()
            self._began_s = None
