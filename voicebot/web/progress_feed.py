"""How campaigns go, asked of the database once for however many look on."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from voicebot.i18n import _
from voicebot.store.progress import progress_of
from voicebot.web.database import Database
from voicebot.web.finding import campaign_at
from voicebot.web.problem import Kind, RequestRefused
from voicebot.web.progress_shapes import ProgressShape

EVERY_S = 1.0
MOST_OF_TIME = 0.1
"""A count of a million contacts takes a while; the database has calls to serve too."""

MOST_FOLLOWERS = 50
SIGN_OF_LIFE_S = 15.0
"""Proxies close a connection that is silent for 30 s or more."""


@dataclass(slots=True)
class _Watched:
    """One campaign's last figures, and when they may be asked for again."""

    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    progress: ProgressShape | None = None
    stale_at_s: float = 0.0


class ProgressFeed:
    """Remembers the last figures of each campaign that was asked for."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], closing: asyncio.Event
    ) -> None:
        """`closing` ends all who follow."""
        self._database = database
        self._now = now
        self._closing = closing
        self._watched: dict[str, _Watched] = {}
        self._followers = 0

    async def latest(self, name: str) -> ProgressShape:
        """Figures not older than ten times as long as it takes to count.

        Raises:
            RequestRefused: there is no such campaign, or the database is away.
        """
        watched = self._watched.setdefault(name, _Watched())
        async with watched.asking:
            if watched.progress is not None and time.monotonic() < watched.stale_at_s:
                return watched.progress
            began_s = time.monotonic()
            try:
                watched.progress = await self._asked(name)
            except RequestRefused:
                self._watched.pop(name, None)  # such names may be any
                raise
            took_s = time.monotonic() - began_s
            watched.stale_at_s = began_s + took_s / MOST_OF_TIME
            return watched.progress

    def expect_room(self) -> None:
        """For one more who follows.

        Raises:
            RequestRefused: too many do already.
        """
        if self._followers >= MOST_FOLLOWERS:
            sentence = _("{most} programs follow campaigns already; close some")
            raise RequestRefused(Kind.TOO_MANY, sentence.format(most=MOST_FOLLOWERS))

    async def follow(self, name: str) -> AsyncIterator[ProgressShape | str | None]:
        """Each change; a sentence while the database is away; None as a sign of life."""
        self._followers += 1
        try:
            async for news in self._changes(name):
                yield news
        finally:
            self._followers -= 1

    async def _changes(self, name: str) -> AsyncIterator[ProgressShape | str | None]:
        told: ProgressShape | str | None = None
        told_at_s = time.monotonic()
        while not self._closing.is_set():
            news = await self._news(name)
            is_new = news != told
            if is_new or time.monotonic() - told_at_s > SIGN_OF_LIFE_S:
                told, told_at_s = news, time.monotonic()
                yield news if is_new else None
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S):
                    await self._closing.wait()

    async def _news(self, name: str) -> ProgressShape | str:
        try:
            return await self.latest(name)
        except RequestRefused as refused:
            return refused.problem.detail

    async def _asked(self, name: str) -> ProgressShape:
        async with self._database.reading() as connection:
            row = await campaign_at(connection, name)
            progress = await progress_of(connection, row.id, self._now())
        return ProgressShape.of(row, progress)
