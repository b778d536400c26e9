"""Trunks whose far ends are peers on this machine."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sip.endpoint import PjsuaLine, open_line
from sip.subscriber_process import SubscriberProcess
from sip.trunk import Transport, Trunk
from sip.trunk_health import TrunkState
from tests.sip.calling import local

NUMBER = "+7 926 123-45-67"
ELSEWHERE = "127.0.0.2"
"""Another address of this machine, as good as another machine."""


def trunk(uri: str, name: str = "main", **settings: Any) -> Trunk:
    """A trunk at a peer's address, by IP and without OPTIONS unless told otherwise."""
    host = uri.rpartition("@")[2]
    return Trunk(**{"name": name, "host": host, "keep_alive_s": 0.0, **settings})


@contextmanager
def deaf() -> Iterator[str]:
    """An address where everything is lost."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
        peer.bind(("127.0.0.1", 0))
        yield f"sip:deaf@127.0.0.1:{peer.getsockname()[1]}"


@asynccontextmanager
async def line_by(*trunks: Trunk, **settings: Any) -> AsyncIterator[PjsuaLine]:
    async with open_line(local(trunks=trunks, **settings)) as line:
        yield line


async def next_state(line: PjsuaLine) -> TrunkState:
    async for state in line.trunk_changes():
        return state
    raise AssertionError("the line closed")


def trunk_to(phone: SubscriberProcess, **settings: Any) -> Trunk:
    """A trunk by TLS, unless told otherwise, to a phone of ours."""
    host = phone.uri.rpartition("@")[2].partition(";")[0]
    named = {"name": "main", "host": host, "transport": Transport.TLS}
    return Trunk(**{**named, "keep_alive_s": 0.0, **settings})
