"""Requests written by hand, so that nothing but one of them is on the wire."""

import asyncio
import socket
from collections.abc import Iterator

REQUEST = """\
{method} sip:{called}@{there} SIP/2.0
Via: SIP/2.0/UDP 127.0.0.1:{own};branch=z9hG4bK{branch}
From: <sip:caller@127.0.0.1>;tag=1
To: <sip:somebody@127.0.0.1>
Call-ID: {branch}
CSeq: 1 {method}
Contact: <sip:caller@127.0.0.1:{own}>
Max-Forwards: 70
Content-Length: 0

"""


class Stranger:
    """Writes SIP by hand, so that nothing but its one request is on the wire."""

    def __init__(self, address: str) -> None:
        host, _colon, port = address.rpartition("@")[2].rpartition(":")
        self._there = (host, int(port))
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(5)
        self._asked = 0

    def close(self) -> None:
        self._socket.close()

    async def ask(self, method: str, called: str = "100") -> str:
        """The final response to one more request."""
        return await asyncio.to_thread(self._final_response, method, called)

    def _final_response(self, method: str, called: str) -> str:
        self._asked += 1
        host, port = self._there
        text = REQUEST.format(
            method=method,
            called=called,
            there=f"{host}:{port}",
            own=self._socket.getsockname()[1],
            branch=f"x{self._asked}",
        )
        self._socket.sendto(text.replace("\n", "\r\n").encode(), self._there)
        return next(each for each in self._responses() if " 100 " not in each[:12])

    def _responses(self) -> Iterator[str]:
        while True:
            yield self._socket.recv(4096).decode()
