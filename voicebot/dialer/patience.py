"""Asking a database again until it answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Pauses from `first_s`, each twice as long, up to `longest_s`; for ever.

    One try may take `deadline_s`: a connection whose far end is gone says nothing at all.
    """

    first_s: float = 0.2
    longest_s: float = 5.0
    deadline_s: float = 20.0

    def next_s(self, pause_s: float) -> float:
        return min(2 * pause_s, self.longest_s)

    async def insist(self, what: str, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """What `ask` gives at last; it must bear being asked again, and is named `what`."""
        pause_s = self.first_s
        while True:
            try:
                async with asyncio.timeout(self.deadline_s):
                    return await ask()
            except Exception as error:  # noqa: BLE001 - whatever it is, giving up would lose it
                told = {"what": what, "why": repr(error), "again_in_s": pause_s}
                logger.warning("database_asked_again", extra=told)
            await asyncio.sleep(pause_s)
            pause_s = self.next_s(pause_s)
