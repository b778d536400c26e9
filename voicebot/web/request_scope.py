"""What stands around every request: its id, its language, its line in the log."""

import logging
import re
import time
from http import HTTPStatus
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voicebot.i18n import _, speaking
from voicebot.logs.bound import bound
from voicebot.web.gate import OPEN_PATHS
from voicebot.web.language import language_asked
from voicebot.web.problem import Kind, Problem

logger = logging.getLogger(__name__)

REQUEST_ID = "X-Request-Id"
_GIVEN_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class RequestScope:
    """The outermost layer: nothing leaves it but a response, whatever went wrong below."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers.get(REQUEST_ID, ""))
        language = language_asked(headers.get("accept-language", ""))
        answer = Answer(send, {REQUEST_ID: request_id, "Content-Language": language})
        with bound(request_id=request_id), speaking(language):
            await self._answered(scope, receive, answer)

    async def _answered(self, scope: Scope, receive: Receive, answer: "Answer") -> None:
        began_s = time.monotonic()
        try:
            await self._app(scope, receive, answer.send)
        except Exception:
            logger.exception("request_failed")
            if answer.is_begun and not answer.is_whole:
                raise  # only the connection's end tells that the rest is missing
            if not answer.is_begun:
                await fault().response(scope, receive, answer.send)
        finally:
            told = {
                "method": scope["method"],
                "route": _route(scope),
                "status": answer.status,
                "took_ms": round((time.monotonic() - began_s) * 1000),
                "by": scope.get("state", {}).get("by", ""),
            }
            is_probe = scope["path"] in OPEN_PATHS and answer.status == HTTPStatus.OK
            level = logging.DEBUG if is_probe else logging.INFO
            logger.log(level, "request_answered", extra=told)


class Answer:
    """Adds headers to a response on its way out; `status` is 0 before it begins."""

    def __init__(self, send: Send, headers: dict[str, str]) -> None:
        self._send = send
        self._headers = headers
        self.status = 0
        self.is_whole = False

    @property
    def is_begun(self) -> bool:
        return self.status > 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message).update(self._headers)
        else:
            self.is_whole = not message.get("more_body", False)
        await self._send(message)


def _request_id(given: str) -> str:
    """The client's own where it can stand in a log, else a new one."""
    return given if _GIVEN_ID.fullmatch(given) else uuid4().hex


def _route(scope: Scope) -> str:
    """The pattern that took it: a path itself holds names and numbers."""
    return getattr(scope.get("route"), "path", "")


def fault() -> Problem:
    """What is told of an error that nobody foresaw."""
    return Problem(
        kind=Kind.FAULT,
        detail=_(
            "this is a fault of the robot's own; the log has it under this request_id,"
            " tell it to whoever runs the robot"
        ),
    )
