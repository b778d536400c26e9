"""The world outside over HTTP, on a thread of its own.

A handshake, a certificate or a megabyte of JSON takes milliseconds of a thread, and a
call's audio has none to spare.
"""

import asyncio
import logging
import threading
import uuid
from collections.abc import Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

from voicebot.conversation.courier import deliver
from voicebot.conversation.json_reply import read_json
from voicebot.conversation.outside import (
    UNKNOWN,
    Delivery,
    HookAnswer,
    HookFailure,
)
from voicebot.conversation.poster import NoReply, Poster, Reply, open_poster
from voicebot.settings import MessageChannel, Settings, WebAddress
from voicebot.web_address import checked_scenario_url, is_url

Result = TypeVar("Result")

logger = logging.getLogger(__name__)

_LEAVING_S = 5.0

_Opened = tuple[asyncio.AbstractEventLoop, asyncio.Event, Poster]


@contextmanager
def open_outside(settings: Settings) -> Iterator["HttpOutside"]:
    """A thread with its own event loop and one pool of connections.

    Calls have awaited their messages by the end; what still runs is given up.
    """
    opened: Future[_Opened] = Future()
    thread = threading.Thread(
        target=_run_thread, args=(opened,), name="outside", daemon=True
    )
    thread.start()
    loop, left, poster = opened.result()
    try:
        yield HttpOutside(loop, poster, settings.webhooks, settings.messages)
    finally:
        loop.call_soon_threadsafe(left.set)
        thread.join(_LEAVING_S)


def _run_thread(opened: Future[_Opened]) -> None:
    try:
        asyncio.run(_live(opened))
    except Exception as error:
        if opened.done():
            logger.exception("outside_failed")
        else:
            opened.set_exception(error)


async def _live(opened: Future[_Opened]) -> None:
    left = asyncio.Event()
    async with open_poster() as poster:
        opened.set_result((asyncio.get_running_loop(), left, poster))
        await left.wait()
        unfinished = asyncio.all_tasks() - {asyncio.current_task()}
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)


class HttpOutside:
    """Implements `voicebot.conversation.outside.Outside` for any event loop."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        poster: Poster,
        webhooks: Mapping[str, WebAddress],
        channels: Mapping[str, MessageChannel],
    ) -> None:
        self._loop = loop
        self._poster = poster
        self._webhooks = webhooks
        self._channels = channels

    def warm(self, hooks: Iterable[str]) -> None:
        for address in map(self._address, sorted(set(hooks))):
            if isinstance(address, WebAddress):
                self._begin(self._poster.warm(address))

    async def ask(
        self, to: str, envelope: Mapping[str, object], *, timeout_s: float
    ) -> HookAnswer | HookFailure:
        address = self._address(to)
        if isinstance(address, str):
            return HookFailure(status=None, took_s=0.0, reason=address)
        asked = _ask(self._poster, address, envelope, timeout_s)
        return await asyncio.wrap_future(self._begin(asked))

    async def deliver(self, channel: str, message: Mapping[str, object]) -> Delivery:
        gateway = self._channels.get(channel)
        if gateway is None:
            return Delivery(tries=0, reason=UNKNOWN)
        delivered = deliver(self._poster, gateway, message)
        return await asyncio.wrap_future(self._begin(delivered))

    def _begin(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _address(self, to: str) -> WebAddress | str:
        """Where `to` leads, or why nowhere. An address in a scenario gets no token."""
        if not is_url(to):
            return self._webhooks.get(to, UNKNOWN)
        try:
            return WebAddress(url=checked_scenario_url(to))
        except ValueError as error:
            return str(error)


async def _ask(
    poster: Poster,
    address: WebAddress,
    envelope: Mapping[str, object],
    timeout_s: float,
) -> HookAnswer | HookFailure:
    reply = await poster.post(
        address, envelope, key=uuid.uuid4().hex, timeout_s=timeout_s
    )
    if isinstance(reply, NoReply):
        return HookFailure(
            status=reply.status,
            took_s=reply.took_s,
            reason=reply.reason,
            is_timeout=reply.is_timeout,
        )
    return _judged(reply)


def _judged(reply: Reply) -> HookAnswer | HookFailure:
    if not reply.is_success:
        reason = f"HTTP {reply.status}"
    else:
        try:
            body = read_json(reply.content)
            return HookAnswer(status=reply.status, took_s=reply.took_s, body=body)
        except ValueError:
            reason = "the reply is not JSON"
    return HookFailure(status=reply.status, took_s=reply.took_s, reason=reason)
