"""One wake-up of the event loop for all legs' ticks of one moment."""

import asyncio
import contextlib

from sip.door import Wake


class TickBell:
    """Collects what is to be woken, and wakes it when it is rung; on the media thread.

    A loop that is woken for the first leg would fight for the interpreter with the
    thread that still serves the others.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: list[Wake] = []

    def add(self, wake: Wake) -> None:
        self._waiting.append(wake)

    def ring(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        # A loop that is already closed means the process is leaving; nobody listens.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(_wake_all, waiting)


def _wake_all(waiting: list[Wake]) -> None:
    for wake in waiting:
        wake()
