"""The one way from pjsip's threads into asyncio."""

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Wake = Callable[[], None]


class Door(Generic[T]):
    """Things in order, as an asynchronous iterator for one consumer; bounded.

    When the loop falls `capacity` things behind, the oldest is dropped and counted:
    a stalled call hears late rather than never, and memory stays flat. Wakes the
    loop once a batch. `offer_from_thread` and `close_from_thread` may run on any
    thread and return at once; the rest runs on the event loop.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        capacity: int,
        wake_later: Callable[[Wake], None] | None = None,
    ) -> None:
        """`wake_later` sees to it that its argument is called on the loop, soon."""
        self._loop = loop
        self._wake_later = wake_later or self._wake_at_once
        self._lock = threading.Lock()
        self._waiting: deque[T] = deque()
        self._capacity = capacity
        self._is_closed = False
        self._wake_is_scheduled = False
        self._readable = asyncio.Event()
        self.dropped = 0

    def offer_from_thread(self, thing: T, *, spare: int = 0) -> bool:
        """Append; with `spare`, refuse instead when fewer places would stay free."""
        with self._lock:
            if self._is_closed or self._would_leave_less_than(spare):
                return False
            if len(self._waiting) == self._capacity:
                self._waiting.popleft()
                self.dropped += 1
            self._waiting.append(thing)
            needs_wake = not self._wake_is_scheduled
            self._wake_is_scheduled = True
        if needs_wake:
            self._wake_later(self._wake)
        return True

    def close_from_thread(self) -> None:
        """What waits can still be taken; then the iteration ends."""
        with self._lock:
            self._is_closed = True
        self._wake_at_once(self._wake)

    def __aiter__(self) -> "Door[T]":
        return self

    async def __anext__(self) -> T:
        while True:
            with self._lock:
                if self._waiting:
                    return self._waiting.popleft()
                if self._is_closed:
                    raise StopAsyncIteration
                self._readable.clear()
            await self._readable.wait()

    def _would_leave_less_than(self, spare: int) -> bool:
        return spare > 0 and len(self._waiting) + spare >= self._capacity

    def _wake_at_once(self, wake: Wake) -> None:
        # A loop that is already closed means the process is leaving; nobody listens.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(wake)

    def _wake(self) -> None:
        with self._lock:
            self._wake_is_scheduled = False
        self._readable.set()
