"""One HTTP request of a call, and every way in which it can go wrong, as values."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version

import httpx2

from voicebot.settings import WebAddress

logger = logging.getLogger(__name__)

MOST_BYTES = 1024 * 1024
"""A longer reply is no answer to a call's question."""

KEEP_S = 120.0
"""How long an unused connection is kept for the next call."""

_MOST_CONNECTIONS = 100
_WARMING_S = 3.0

NO_REPLY = "no reply in time"
TOO_LARGE = "a reply of more than 1 MB"
PACKED = "a compressed reply, which was not asked for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An HTTP response of any status, read to its end."""

    status: int
    content: bytes
    took_s: float

    @property
    def is_success(self) -> bool:
        return httpx2.codes.is_success(self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReply:
    """No response, or one that could not be read to its end."""

    reason: str
    took_s: float
    status: int | None = None
    is_timeout: bool = False


class _Unreadable(Exception):
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@asynccontextmanager
async def open_poster() -> AsyncIterator["Poster"]:
    """The process's one pool of connections, for the event loop that enters it.

    Certificates are checked against the operating system's own store. No cookie is
    kept, no redirect followed, and no proxy taken from the environment.
    """
    for chatty in ("httpx2", "httpcore2"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    async with httpx2.AsyncClient(
        headers={
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"voicebot/{version('voicebot')}",
        },
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        follow_redirects=False,
        trust_env=False,
        timeout=None,
        limits=httpx2.Limits(
            max_connections=_MOST_CONNECTIONS, keepalive_expiry=KEEP_S
        ),
    ) as client:
        yield Poster(client)


class Poster:
    """POSTs JSON; one deadline covers connecting, sending and the whole reply."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client
        self._used_s: dict[str, float] = {}

    async def post(
        self,
        address: WebAddress,
        body: Mapping[str, object],
        *,
        key: str,
        timeout_s: float,
    ) -> Reply | NoReply:
        """Send `body` under an idempotency `key`. Raises nothing but cancellation."""
        began = time.perf_counter()
        status: int | None = None
        is_timeout = False
        try:
            async with asyncio.timeout(timeout_s):
                status, content = await self._exchange(address, body, key)
                took_s = time.perf_counter() - began
                return Reply(status=status, content=content, took_s=took_s)
        except TimeoutError:
            reason, is_timeout = NO_REPLY, True
        except _Unreadable as error:
            status, reason = error.status, error.reason
        except httpx2.TransportError as error:
            reason = _broken(error)
        except Exception:
            logger.exception("request_failed")
            reason = "an internal error; see the log"
        took_s = time.perf_counter() - began
        return NoReply(
            reason=reason, took_s=took_s, status=status, is_timeout=is_timeout
        )

    async def warm(self, address: WebAddress) -> None:
        """Open a connection by an empty HEAD, unless one was used lately."""
        since_s = time.monotonic() - self._used_s.get(address.url, -KEEP_S)
        if since_s < KEEP_S / 2:
            return
        try:
            async with asyncio.timeout(_WARMING_S):
                await self._client.head(address.url)
                self._used_s[address.url] = time.monotonic()
        except (TimeoutError, httpx2.TransportError):
            logger.info("warming_failed")

    async def _exchange(
        self, address: WebAddress, body: Mapping[str, object], key: str
    ) -> tuple[int, bytes]:
        request = self._client.build_request(
            "POST", address.url, content=_as_json(body), headers=_headers(address, key)
        )
        response = await self._send(request)
        try:
            content = await _read(response)
        finally:
            await response.aclose()
        self._used_s[address.url] = time.monotonic()
        return response.status_code, content

    async def _send(self, request: httpx2.Request) -> httpx2.Response:
        """Once more where the far end had closed a kept connection: the key is the same."""
        try:
            return await self._client.send(request, stream=True)
        except (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError):
            return await self._client.send(request, stream=True)


def _broken(error: httpx2.TransportError) -> str:
    """Why there was no reply, without a byte of what the far end sent."""
    if isinstance(error, httpx2.NetworkError):
        return f"connection failed: {error}".removesuffix(": ")
    return "the connection broke off, or spoke no HTTP"


def _as_json(body: Mapping[str, object]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


def _headers(address: WebAddress, key: str) -> dict[str, str]:
    headers = {
        name: value.get_secret_value() for name, value in address.headers.items()
    }
    if address.token is not None:
        headers["Authorization"] = f"Bearer {address.token.get_secret_value()}"
    return {
        **headers,
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": key,
    }


async def _read(response: httpx2.Response) -> bytes:
    """The body as it came over the wire: unpacking could make megabytes of a kilobyte."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise _Unreadable(response.status_code, PACKED)
    content = bytearray()
    async for piece in response.aiter_raw():
        content += piece
        if len(content) > MOST_BYTES:
            raise _Unreadable(response.status_code, TOO_LARGE)
    return bytes(content)
