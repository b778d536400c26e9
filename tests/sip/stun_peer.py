"""A STUN server (RFC 5389) that tells everybody the same address."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from typing_extensions import override

_COOKIE = 0x2112A442
_SUCCESS = 0x0101
_XOR_MAPPED_ADDRESS = 0x0020
_IPV4 = 1
_HEADER = struct.Struct("!HHI12s")


class _Stun(asyncio.DatagramProtocol):
    def __init__(self, told: str) -> None:
        self._told = int.from_bytes(socket.inet_aton(told))
        self._transport: asyncio.DatagramTransport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        _kind, _length, _cookie, transaction = _HEADER.unpack_from(data)
        port = addr[1] ^ (_COOKIE >> 16)
        mapped = struct.pack(
            "!HHBBHI", _XOR_MAPPED_ADDRESS, 8, 0, _IPV4, port, self._told ^ _COOKIE
        )
        header = _HEADER.pack(_SUCCESS, len(mapped), _COOKIE, transaction)
        assert self._transport
        self._transport.sendto(header + mapped, addr)


@asynccontextmanager
async def stun(told: str) -> AsyncIterator[str]:
    """Serves on loopback; yields its host:port. Ports are told as they are."""
    loop = asyncio.get_running_loop()
    transport, _protocol = await loop.create_datagram_endpoint(
        lambda: _Stun(told), local_addr=("127.0.0.1", 0)
    )
    try:
        host, port = transport.get_extra_info("sockname")
        yield f"{host}:{port}"
    finally:
        transport.close()
