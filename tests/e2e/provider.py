"""A telephone provider for a trunk: passes calls to peers by number, or refuses them.

A stateless proxy (RFC 3261 §16.11) in the same event loop as the test. What it dials is
real: `sip.phone` or sipp; what is refused, and what rings without end, it answers itself.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

from typing_extensions import override

Address = tuple[str, int]
Answer = str | int

RINGS = 180
"""A telephone that nobody picks up."""

_LOOPBACK = "127.0.0.1"
_REASONS = {180: "Ringing", 200: "OK", 404: "Not Found", 486: "Busy Here"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One datagram: its first line, its headers in order, and its body."""

    start: str
    headers: tuple[tuple[str, str], ...]
    body: str

    @classmethod
    def read(cls, datagram: bytes) -> "Message":
        head, _blank, body = datagram.decode().partition("\r\n\r\n")
        start, *lines = head.split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = tuple(
            (name.strip(), each.strip())
            for name, _colon, value in pairs
            for each in (value.split(", ") if name == "Via" else [value])
        )
        return cls(start=start, headers=headers, body=body)

    @property
    def is_response(self) -> bool:
        return self.start.startswith("SIP/2.0")

    @property
    def method(self) -> str:
        return self.start.split(" ")[0]

    @property
    def number(self) -> str:
        """Whom a request is for."""
        return self.start.split(" ")[1].partition(":")[2].partition("@")[0]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def first(self, name: str) -> str:
        return self.all(name)[0]

    def written(self) -> bytes:
        lines = [self.start, *(f"{name}: {value}" for name, value in self.headers)]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.body).encode()

    def with_via(self, via: str) -> "Message":
        headers = (("Via", via), *self.headers)
        return Message(start=self.start, headers=headers, body=self.body)

    def without_via(self) -> "Message":
        index = next(i for i, (key, _) in enumerate(self.headers) if key == "Via")
        headers = (*self.headers[:index], *self.headers[index + 1 :])
        return Message(start=self.start, headers=headers, body=self.body)

    def reply(self, code: int, tag: str = "") -> "Message":
        copied = [
            (name, value + tag if name == "To" and "tag=" not in value else value)
            for name, value in self.headers
            if name in ("Via", "From", "To", "Call-ID", "CSeq")
        ]
        start = f"SIP/2.0 {code} {_REASONS.get(code, 'Refused')}"
        return Message(start=start, headers=(*copied, ("Content-Length", "0")), body="")


@dataclass(slots=True, kw_only=True)
class Provider(asyncio.DatagramProtocol):
    """`answers`: a number's peer as a SIP address, or a final code, or `RINGS`.

    `dialled` counts calls by number, `names` what their From showed.
    """

    answers: Mapping[str, Answer]
    dialled: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _ringing: dict[str, tuple[Message, Address]] = field(default_factory=dict)
    _transport: asyncio.DatagramTransport | None = None

    @property
    def host(self) -> str:
        """For a trunk's settings."""
        assert self._transport
        host, port = self._transport.get_extra_info("sockname")[:2]
        return f"{host}:{port}"

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    @override
    def datagram_received(self, data: bytes, addr: Address) -> None:
        if not data.strip():
            return  # keep-alive of the far end's NAT
        message = Message.read(data)
        if message.is_response:
            self._pass_back(message)
        elif message.method == "OPTIONS":
            self._send(message.reply(200), addr)
        else:
            self._take(message, addr)

    def _take(self, message: Message, sender: Address) -> None:
        call_id = message.first("Call-ID")
        if message.method == "INVITE" and call_id not in self._seen:
            self._seen.add(call_id)
            self.dialled[message.number] += 1
            self.names.add(message.first("From").partition("<")[0].strip(' "'))
        answer = self.answers.get(message.number, 404)
        if isinstance(answer, str):
            self._pass_on(message, answer, sender)
        elif message.method == "INVITE":
            self._answer(message, answer, sender)
        elif message.method == "CANCEL":
            self._send(message.reply(200), sender)
            invite, caller = self._ringing.pop(call_id)
            self._send(invite.reply(487, tag=";tag=provider"), caller)

    def _answer(self, invite: Message, code: int, caller: Address) -> None:
        if code == RINGS:
            self._ringing[invite.first("Call-ID")] = (invite, caller)
        self._send(invite.reply(code, tag=";tag=provider"), caller)

    def _pass_on(self, message: Message, peer: str, sender: Address) -> None:
        """A CANCEL or ACK gets the branch that its INVITE had: the caller's own tells."""
        branch = message.first("Via").partition("branch=")[2].partition(";")[0]
        via = f"SIP/2.0/UDP {self.host};branch={branch}p;caller={sender[0]}-{sender[1]}"
        host, _colon, port = peer.rpartition("@")[2].rpartition(":")
        self._send(message.with_via(via), (host, int(port)))

    def _pass_back(self, response: Message) -> None:
        caller = response.first("Via").partition("caller=")[2].partition(";")[0]
        host, _dash, port = caller.partition("-")
        self._send(response.without_via(), (host, int(port)))

    def _send(self, message: Message, to: Address) -> None:
        assert self._transport
        self._transport.sendto(message.written(), to)


@asynccontextmanager
async def provider(answers: Mapping[str, Answer]) -> AsyncIterator[Provider]:
    loop = asyncio.get_running_loop()
    transport, served = await loop.create_datagram_endpoint(
        lambda: Provider(answers=answers), local_addr=(_LOOPBACK, 0)
    )
    try:
        yield served
    finally:
        transport.close()
