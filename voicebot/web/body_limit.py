"""How much a request may bring, and how slowly."""

import asyncio
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voicebot.i18n import _
from voicebot.web.problem import Kind, Problem, RequestRefused

NEXT_PIECE_WITHIN_S = 30.0
LINGERS_S = 2.0
LINGERS_BYTES = 8_000_000
"""A connection that is closed on somebody still sending may take the answer with it;
most clients look for one only behind what they send."""

IMPORTS, BATCH = "/imports", "/contacts/batch"
BATCH_BYTES = 20_000_000
OTHER_BYTES = 1_000_000
"""As much as a campaign's file may have."""


class BodyLimit:
    """Refuses what is announced too large before it is read, and what turns out to be."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope["path"])
        limited = _Limited(receive, most)
        lingering = _Lingering(receive, send)
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > most:
            await _too_large(most).response(scope, receive, lingering.send)
            return

        async def answered(message: Message) -> None:
            await (lingering.send(message) if limited.is_over else send(message))

        await self._app(scope, limited.receive, answered)

    def _most(self, path: str) -> int:
        if path.endswith(IMPORTS):
            return self._upload_bytes
        return BATCH_BYTES if path.endswith(BATCH) else OTHER_BYTES


class _Limited:
    """Passes a body on, but for what is too much of it."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._got = 0
        self._is_whole = False

    @property
    def is_over(self) -> bool:
        return self._got > self._most

    async def receive(self) -> Message:
        """The next piece, in time; after the body's end this is where one waits."""
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(NEXT_PIECE_WITHIN_S):
                message = await self._receive()
        except TimeoutError as error:
            raise RequestRefused(Kind.NOT_IN_TIME, _not_in_time()) from error
        self._got += len(message.get("body", b""))
        if self.is_over:
            problem = _too_large(self._most)
            raise RequestRefused(problem.kind, problem.detail, headers=problem.headers)
        self._is_whole = not message.get("more_body", False)
        return message


class _Lingering:
    """Sends a response whole, and ends it only when its client had a moment to read it."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send

    async def send(self, message: Message) -> None:
        is_last = not message.get("more_body", False)
        if message["type"] != "http.response.body" or not is_last:
            await self._send(message)
            return
        await self._send({**message, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGERS_S):
                await _forget(self._receive, LINGERS_BYTES)
        await self._send({"type": "http.response.body", "body": b""})


async def _forget(receive: Receive, most: int) -> None:
    """Read and drop `most` bytes, or as many as come."""
    while most > 0:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
        most -= len(message["body"])


def _too_large(most: int) -> Problem:
    return Problem(
        kind=Kind.TOO_LARGE,
        detail=_(
            "the request is larger than {most} MB; send it in parts, or raise"
            " web.upload_mb for files"
        ).format(most=most // 1_000_000),
        headers={"Connection": "close"},
    )


def _not_in_time() -> str:
    return _(
        "the request stopped in its middle for {seconds:.0f} s; send it again"
    ).format(seconds=NEXT_PIECE_WITHIN_S)
