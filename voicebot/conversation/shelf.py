"""Keeps the newest good edition of a scenario while its files are being edited."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tts.errors import TtsError
from voicebot.conversation.edition import Edition, fingerprint
from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.speech_errors import speech_sentence

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often files are looked at: every `poll_s`, and when a call begins.

    Files that change within `settle_s` are still being written. A call that begins
    waits for an edition in the making for `patience_s`; it rings meanwhile. A refused
    edition is tried again after `retry_s`, for what it lacks may lie in other files.
    """

    poll_s: float = 1.0
    retry_s: float = 5.0
    settle_s: float = 0.2
    patience_s: float = 2.0
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


USUAL_PACE = Pace()

_MOST_LOOKS = 25
"""At files that do not come to rest, before the next poll."""

Result = TypeVar("Result")


class Editions(Protocol):
    """Where editions come from. What is wrong with one is a VoicebotError or TtsError."""

    def open(self) -> Edition:
        """Read the files as they are now. Blocks; runs on the shelf's pool."""

    async def prepare(self, edition: Edition) -> None:
        """Make it fit for calls."""


class Shelf:
    """One scenario, several editions over time; calls keep the one they began with.

    An edition serves once it is prepared; the former serves until then, and for as
    long as the new one is broken. `tell` gets a sentence for each change of that, once.
    `pool` has one thread.
    """

    def __init__(
        self,
        first: Edition,
        editions: Editions,
        *,
        tell: Callable[[str], None],
        pool: Executor,
        pace: Pace = USUAL_PACE,
    ) -> None:
        self._edition = first
        self._editions = editions
        self._tell = tell
        self._pool = pool
        self._pace = pace
        self._complaint: str | None = None
        self._refused = ""
        self._refused_s = 0.0
        self._asked = asyncio.Event()
        self._waiting: list[asyncio.Future[None]] = []

    @property
    def edition(self) -> Edition:
        """The one that serves."""
        return self._edition

    async def newest(self) -> Edition:
        """The edition for a call that begins now.

        Waits for one in the making, but not long: then the former serves.
        """
        looked = asyncio.get_running_loop().create_future()
        self._waiting.append(looked)
        self._asked.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.patience_s):
                await looked
        return self._edition

    async def watch(self) -> None:
        """Look at the files every now and then, and when a call begins; forever."""
        while True:
            self._asked.clear()
            waiting, self._waiting = self._waiting, []
            try:
                await self.look(tries_again=bool(waiting))
            except Exception:
                logger.exception("scenario_not_reloaded")
            for looked in waiting:
                if not looked.done():
                    looked.set_result(None)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pace.poll_s):
                    await self._asked.wait()

    async def look(self, *, tries_again: bool = True) -> None:
        """Serve what the files hold now, if it is new and good.

        What was refused a moment ago is passed over, unless `tries_again`.
        """
        seen = await self._fingerprint()
        if seen == self._edition.print:
            self._serve_again()
            return
        if self._is_refused(seen) and not tries_again:
            return
        if not await self._is_settled():
            return
        try:
            edition = await self._run(self._editions.open)
            await self._editions.prepare(edition)
        except TtsError as error:
            self._refuse(seen, speech_sentence(error))
        except VoicebotError as error:
            self._refuse(seen, str(error))
        else:
            self._serve(edition)

    def _is_refused(self, seen: str) -> bool:
        is_recent = _now_s() - self._refused_s < self._pace.retry_s
        return is_recent and seen == self._refused

    async def _is_settled(self) -> bool:
        """Whether nobody is writing; a half-written file is worth no complaint."""
        seen = await self._fingerprint()
        for _look in range(_MOST_LOOKS):
            await self._pace.pause(self._pace.settle_s)
            before, seen = seen, await self._fingerprint()
            if seen == before:
                return True
        return False

    async def _fingerprint(self) -> str:
        return await self._run(lambda: fingerprint(self._edition.sources))

    async def _run(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _serve(self, edition: Edition) -> None:
        self._edition = edition
        logger.info("scenario_reloaded", extra={"scenario": edition.scenario.name})
        path = edition.scenario.path
        if self._complaint is None:
            self._tell(
                _("{path} has changed; the next call goes by it").format(path=path)
            )
        else:
            self._complaint = None
            self._tell(
                _("{path} is mended; the next call goes by it").format(path=path)
            )

    def _serve_again(self) -> None:
        """The files are back at what is served all the time."""
        if self._complaint is not None:
            self._serve(self._edition)

    def _refuse(self, seen: str, complaint: str) -> None:
        self._refused, self._refused_s = seen, _now_s()
        if complaint == self._complaint:
            return
        self._complaint = complaint
        logger.info("scenario_refused", extra={"complaint": complaint})
        self._tell(
            _("{complaint}; calls go on by the last good version").format(
                complaint=complaint
            )
        )


def _now_s() -> float:
    return asyncio.get_running_loop().time()
