"""A Rasa server over HTTP, with a deadline that holds and a memory of failures."""

import asyncio
import json
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Protocol

import httpx2

from voicebot.nlu.opinion import Judged, Opinion, Silent, read_opinion
from voicebot.nlu.trust import LOST, Trust

logger = logging.getLogger(__name__)

PARSE_PATH = "/model/parse"

MOST_BYTES = 256 * 1024
"""A reply on a caller's sentence has a few kilobytes."""

WAKING_S = 3.0
"""The first reading of a model takes longer than all others, so it is none of a call's."""

RETRY_S = 5.0
"""How often a server that is left out is tried again, in the background."""

_WAKING_TEXT = "алло"
_MOST_CONNECTIONS = 16
_KEEP_S = 60.0
_LEAVING_S = 1.0
_SLACK_S = 0.1
"""For the way between the threads; past it the other thread is given up, too."""


class Judge(Protocol):
    """Says what it makes of an utterance, within a deadline of its own; never raises."""

    def ask(self, text: str) -> Opinion: ...


class RasaServer:
    """One server as one process knows it; `ask` may be called from any thread.

    Requests run on an event loop of their own, on the thread `nlu`, so that a deadline
    covers connecting, sending and the whole reply. After `trust.MOST_FAILURES` in a row
    nobody waits for the server: it is tried in the background every `retry_s` seconds,
    and asked again once it answers in time.
    """

    def __init__(self, url: str, *, timeout_s: float, retry_s: float = RETRY_S) -> None:
        """Wait up to `WAKING_S` for its first answer; without one it is left out."""
        self._url = url.rstrip("/") + PARSE_PATH
        self._timeout_s = timeout_s
        self._retry_s = retry_s
        self._trust = Trust()
        self._recovery: asyncio.Task[None] | None = None
        self._loop = asyncio.new_event_loop()
        self._client = _client()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="nlu", daemon=True
        )
        self._thread.start()
        with suppress(TimeoutError):
            self._begin(self._wake()).result(WAKING_S + _SLACK_S)

    def ask(self, text: str) -> Opinion:
        """What Rasa makes of `text`; returns within the deadline."""
        if self._trust.is_lost:
            return self._trust.refusal()
        asked = self._begin(self._judged(text, self._loop.time()))
        try:
            opinion: Opinion = asked.result(self._timeout_s + _SLACK_S)
        except TimeoutError:
            asked.cancel()
            return _late(self._timeout_s)
        return opinion

    def close(self) -> None:
        """Let connections and the thread go; what is under way is given up."""
        with suppress(TimeoutError):
            self._begin(self._leave()).result(_LEAVING_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_LEAVING_S)
        if not self._thread.is_alive():
            self._loop.close()

    def _begin(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _wake(self) -> None:
        opinion = await self._exchange(_WAKING_TEXT, self._loop.time(), WAKING_S)
        if isinstance(opinion, Silent):
            self._lose(Trust(failures=LOST, reason=opinion.reason))

    async def _judged(self, text: str, began_s: float) -> Opinion:
        opinion = await self._exchange(text, began_s, self._timeout_s)
        if isinstance(opinion, Judged):
            self._trust = Trust()
        elif not self._trust.is_lost:
            trust = self._trust.after_failure(opinion)
            if trust.is_lost:
                self._lose(trust)
            else:
                self._trust = trust
        return opinion

    def _lose(self, trust: Trust) -> None:
        self._trust = trust
        logger.warning("rasa_is_left_out", extra={"reason": trust.reason})
        self._recovery = self._loop.create_task(self._recover(), name="try rasa again")

    async def _recover(self) -> None:
        while True:
            await asyncio.sleep(self._retry_s)
            began_s = self._loop.time()
            opinion = await self._exchange(_WAKING_TEXT, began_s, self._timeout_s)
            if isinstance(opinion, Judged):
                break
        self._trust = Trust()
        logger.warning("rasa_answers_again")

    async def _exchange(self, text: str, began_s: float, timeout_s: float) -> Opinion:
        """One request and its reply. Raises nothing but cancellation."""
        try:
            async with asyncio.timeout_at(began_s + timeout_s):
                return await self._post(text)
        except TimeoutError:
            return _late(timeout_s)
        except httpx2.ConnectError:
            return Silent(reason="cannot be reached")
        except httpx2.TransportError:
            return Silent(reason="broke off, or spoke no HTTP")
        except ValueError:
            return Silent(reason="gave an answer that cannot be read")

    async def _post(self, text: str) -> Opinion:
        body = json.dumps({"text": text}, ensure_ascii=False).encode("utf-8", "replace")
        async with self._client.stream("POST", self._url, content=body) as response:
            if not httpx2.codes.is_success(response.status_code):
                return Silent(reason=f"answered with HTTP {response.status_code}")
            content = bytearray()
            async for piece in response.aiter_raw():
                content += piece
                if len(content) > MOST_BYTES:
                    raise ValueError("too long")
        return read_opinion(bytes(content))

    async def _leave(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._client.aclose()


def _late(timeout_s: float) -> Silent:
    return Silent(reason=f"did not answer in {timeout_s * 1000:.0f} ms")


def _client() -> httpx2.AsyncClient:
    """No cookie is kept, no redirect followed, no proxy taken from the environment."""
    for chatty in ("httpx2", "httpcore2"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return httpx2.AsyncClient(
        headers={
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Content-Type": "application/json; charset=utf-8",
        },
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        follow_redirects=False,
        trust_env=False,
        timeout=None,
        limits=httpx2.Limits(
            max_connections=_MOST_CONNECTIONS, keepalive_expiry=_KEEP_S
        ),
    )


@cache
def rasa_at(url: str, timeout_s: float) -> RasaServer:
    """The process's one connection to a server: every call shares what is known of it."""
    return RasaServer(url, timeout_s=timeout_s)
