"""Long work beside the requests, a few pieces at a time: files that come and go."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import URL, NullPool
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from voicebot.i18n import _
from voicebot.logs.bound import CarryingThreads
from voicebot.web.problem import Kind, RequestRefused

AT_ONCE = 2
MOST = 4
"""Those that wait for a thread too; more are refused."""

RETRY_AFTER_S = 30

Done = TypeVar("Done")
Work = Callable[[AsyncEngine], Coroutine[Any, Any, Done]]


class Beside:
    """Has `AT_ONCE` threads, each with an event loop and a connection while it works.

    Rows of a file take the processor for seconds, in which requests would wait.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._threads = CarryingThreads(AT_ONCE, thread_name_prefix="beside")
        self._begun = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """For one file, from its first byte to its end.

        Raises:
            RequestRefused: all are taken.
        """
        if self._begun >= MOST:
            raise self._full()
        self._begun += 1
        try:
            yield
        finally:
            self._begun -= 1

    async def run(self, work: Work[Done]) -> Done:
        """What `work` gives, with connections that nobody else has; held by a `place`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, lambda: asyncio.run(self._with_engine(work))
        )

    async def close(self) -> None:
        """Wait for what has begun."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    async def _with_engine(self, work: Work[Done]) -> Done:
        engine = create_async_engine(
            self._url, poolclass=NullPool, hide_parameters=True
        )
        try:
            return await work(engine)
        finally:
            await engine.dispose()

    def _full(self) -> RequestRefused:
        return RequestRefused(
            Kind.TOO_MANY,
            _("{count} files are being worked on; ask again when they are done").format(
                count=self._begun
            ),
            headers={"Retry-After": str(RETRY_AFTER_S)},
        )
