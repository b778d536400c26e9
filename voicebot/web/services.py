"""What requests share in one process."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import URL

from voicebot.settings import Settings
from voicebot.web.beside import Beside
from voicebot.web.database import Database
from voicebot.web.progress_feed import ProgressFeed
from voicebot.web.targets import Targets


def _now() -> datetime:
    return datetime.now(UTC)


class Services:
    """Made when the process starts; `closing` is set when it is told to leave."""

    def __init__(
        self, settings: Settings, url: URL, now: Callable[[], datetime] = _now
    ) -> None:
        self.settings = settings
        self.database = Database(url)
        self.now = now
        self.beside = Beside(url)
        self.targets = Targets(settings)
        self.closing = asyncio.Event()
        self.progress = ProgressFeed(self.database, now, self.closing)

    def close_streams(self) -> None:
        """End what would never end by itself."""
        self.closing.set()

    async def close(self) -> None:
        await self.beside.close()
        await self.database.close()


async def _services(request: Request) -> Services:
    """Asynchronous, or each request would pass through a thread for it."""
    services: Services = request.app.state.services
    return services


Wired = Annotated[Services, Depends(_services)]
"""The services, as a parameter of an endpoint."""
