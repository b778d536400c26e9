"""The addresses of trunks that are named, looked up as the line opens."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

from sip.trunk import Trunk

LOOK_UP_S = 3.0
"""A name server that takes longer does not keep the line from opening."""


async def looked_up(trunks: Iterable[Trunk]) -> list[tuple[str, str]]:
    """Pairs of a trunk's name and an address; nothing for names that nobody knows.

    Needed where a trunk answers neither OPTIONS nor REGISTER: whoever answers is
    known by that.
    """
    asked = [
        (trunk.name, host)
        for trunk in trunks
        for host in trunk.hosts
        if not _is_address(host)
    ]
    if not asked:
        return []
    async with asyncio.TaskGroup() as group:
        tasks = [
            (name, group.create_task(_addresses(host), name=f"look up {host}"))
            for name, host in asked
        ]
    return [(name, address) for name, task in tasks for address in task.result()]


async def _addresses(host: str) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(LOOK_UP_S):
            found = await loop.getaddrinfo(host, None, type=socket.SOCK_DGRAM)
    except (OSError, TimeoutError):
        return []
    return [str(address[0]) for *_, address in found]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
