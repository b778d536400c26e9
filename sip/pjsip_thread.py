"""The thread on which pjsua2 lives."""

import concurrent.futures
import heapq
import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sip.errors import LineClosed, SipError

T = TypeVar("T")
_log = logging.getLogger("sip.line")

POLL_S = 0.01
"""How long a command may wait while nothing happens on the network."""

NUDGED_POLL_S = 0.25
"""The same where a nudge ends the wait; a hundred waits a second for nothing would cost
0.9 % of a core."""

Command = Callable[[], object]


class PjsipThread:
    """Runs commands, timers and the stack's own events on one thread.

    The rule of this package: every call into pjsua2 is made on this thread. The
    media threads of the stack run two callbacks of `BridgePort` and the arrival of a
    key; these touch doors and nothing else.

    `poll` runs the stack for at most the seconds it is given; `nudge` ends that sooner.
    The queue of commands needs no bound: each is awaited by the one who gave it, or
    given once a call.
    """

    def __init__(self) -> None:
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._timers: list[tuple[float, int, Command]] = []
        self._order = itertools.count()
        self._lock = threading.Lock()
        self._is_closed = False
        self._nudge: Callable[[], None] | None = None

    def nudge_by(self, nudge: Callable[[], None]) -> None:
        """From now on, commands end the wait for the network by this."""
        self._nudge = nudge

    def submit(self, command: Callable[[], T]) -> concurrent.futures.Future[T]:
        """Run a command there; its result or exception comes back.

        Raises:
            LineClosed: the thread takes no more commands.
        """
        future: concurrent.futures.Future[T] = concurrent.futures.Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(command())
            except Exception as error:  # noqa: BLE001  # carried to the one who waits
                future.set_exception(without_frames(error))

        with self._lock:
            if self._is_closed:
                raise LineClosed
            self._commands.put(run)
        if self._nudge:
            self._nudge()
        return future

    def later(self, delay_s: float, command: Command) -> None:
        """Run a command in a while; only from this thread."""
        due_s = time.monotonic() + delay_s
        heapq.heappush(self._timers, (due_s, next(self._order), command))

    def run(self, poll: Callable[[float], None], until: Callable[[], bool]) -> None:
        while not until():
            self._run_commands()
            self._run_timers()
            poll(self._wait_s())

    def close(self) -> None:
        """Take no more commands, and run those that were taken."""
        with self._lock:
            self._is_closed = True
        self._run_commands()

    def _wait_s(self) -> float:
        longest_s = NUDGED_POLL_S if self._nudge else POLL_S
        if not self._timers:
            return longest_s
        return min(longest_s, max(0.0, self._timers[0][0] - time.monotonic()))

    def _run_commands(self) -> None:
        while not self._commands.empty():
            self._commands.get_nowait()()

    def _run_timers(self) -> None:
        while self._timers and self._timers[0][0] <= time.monotonic():
            guarded(heapq.heappop(self._timers)[2])


def without_frames(error: Exception) -> Exception:
    """Let go of the frames an exception came through, after logging a surprise.

    They hold objects of pjsua2, which must not be destroyed on the thread that
    catches the exception last.
    """
    if not isinstance(error, SipError):
        _log.error("sip_command_failed", exc_info=error)
    error.__context__ = error.__cause__ = None
    return error.with_traceback(None)


def guarded(command: Command) -> None:
    """Run what the stack or a timer calls; an exception must not unwind into C++."""
    try:
        command()
    except Exception:  # noqa: BLE001  # the root of all that the stack calls; logged
        _log.exception("sip_callback_failed")
