"""What a jobs process does again and again, whatever becomes of the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """`look` is asked every `every_s`; a look that lasts longer than `most_s` is given up."""

    name: str
    every_s: float
    look: Callable[[], Awaitable[object]]
    most_s: float = 60.0

    async def go_on(self) -> None:
        """For ever: what one look could not do, the next one does."""
        while True:
            try:
                async with asyncio.timeout(self.most_s):
                    await self.look()
            except Exception:
                logger.exception("round_failed", extra={"round": self.name})
            await asyncio.sleep(self.every_s)
