"""A real HTTP server on loopback that answers well, badly, or not at all."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


Behaviour = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class HookServer:
    """`behave` answers each request; `asked` are all of them, in order."""

    behave: Behaviour
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)
    was_left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def posts(self) -> list[Asked]:
        return [one for one in self.asked if one.method == "POST"]

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.connections += 1
        try:
            while asked := await _request(reader):
                self.asked.append(asked)
                self.was_asked.set()
                await self.behave(asked, writer)
                await writer.drain()
        except ConnectionError:
            pass  # the robot gave the request up
        finally:
            self.was_left.set()
            writer.close()


async def _request(reader: asyncio.StreamReader) -> Asked | None:
    head = await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b""
    if not head:
        return None
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.lower().split(": ", 1) for line in lines if line)
    content = await reader.readexactly(int(headers.get("content-length", "0")))
    body = json.loads(content) if content else None
    original = dict(line.split(": ", 1) for line in lines if line)
    return Asked(method=method, path=path, headers=original, body=body)


@asynccontextmanager
async def serving(behave: Behaviour) -> AsyncIterator[HookServer]:
    hooks = HookServer(behave)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await hooks.serve(reader, writer)
        except asyncio.IncompleteReadError:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    hooks.url = f"http://{host}:{port}/hook"
    try:
        yield hooks
    finally:
        server.close()


def response(
    content: bytes, status: str = "200 OK", *more: str, length: int | None = None
) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Length: {len(content) if length is None else length}",
        *more,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + content


def answers(body: object, status: str = "200 OK", *more: str) -> Behaviour:
    """Answers each request at once with JSON."""
    return answers_raw(json.dumps(body).encode(), status, *more)


def answers_raw(content: bytes, status: str = "200 OK", *more: str) -> Behaviour:
    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        head_only = asked.method == "HEAD"
        writer.write(
            response(b"" if head_only else content, status, *more, length=len(content))
        )

    return behave


async def never_answers(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Takes the request and keeps the connection."""


async def hangs_up(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Closes the connection instead of answering."""
    writer.close()


async def drips(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """One byte at a time, for ever."""
    writer.write(response(b"", length=1000))
    for _ in range(1000):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Another behaviour for each POST; the last one for all that follow."""
    left = list(behaviours)

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> None:
        chosen = left.pop(0) if len(left) > 1 else left[0]
        await chosen(asked, writer)

    return behave
