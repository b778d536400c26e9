"""A bare SIP peer that stamps every RTP packet with the machine's monotonic clock.

No stack and no jitter buffer of its own, so what it sees is the wire.
"""

import multiprocessing
import re
import select
import socket
import struct
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

_A_LAW_SILENCE = b"\xd5" * 160
_A_LAW_LOUD = b"\x2a" * 160
_FRAME_S = 0.02
_CLICK_EVERY = 27
"""Packets: not a divisor of a second, so that the phases of both clocks mix."""

_SDP = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio {port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=ptime:20\r\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WireTimes:
    """Monotonic seconds."""

    clicks_sent_s: list[float]
    packets_received_s: list[float]
    loud_received_s: list[float]


class RtpPeer:
    """Answers one call at once, in a process of its own; clicks until the BYE."""

    def __init__(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        self._pipe = ours
        self._process = multiprocessing.Process(target=_serve, args=(theirs,))
        self._process.start()
        self.uri: str = ours.recv()

    def times(self) -> WireTimes:
        """After the call's end."""
        times: WireTimes = self._pipe.recv()
        self._process.join()
        return times


def _serve(pipe: Connection) -> None:
    with _bound() as sip, _bound() as rtp:
        pipe.send(f"sip:peer@127.0.0.1:{sip.getsockname()[1]}")
        invite, robot = sip.recvfrom(4096)
        body = _SDP.format(port=rtp.getsockname()[1])
        sip.sendto(_ok(invite.decode(), sip, body), robot)
        offered = re.search(r"m=audio (\d+)", invite.decode())
        if offered:
            pipe.send(_talk(sip, rtp, ("127.0.0.1", int(offered[1]))))


def _talk(sip: socket.socket, rtp: socket.socket, robot: tuple[str, int]) -> WireTimes:
    clicks: list[float] = []
    received: list[float] = []
    loud: list[float] = []
    number, due_s = 0, time.monotonic()
    while True:
        wait_s = max(0.0, due_s - time.monotonic())
        for ready in select.select([sip, rtp], [], [], wait_s)[0]:
            message, sender = ready.recvfrom(4096)
            if ready is rtp:
                received.append(time.monotonic())
                if message[12:] != _A_LAW_SILENCE:
                    loud.append(received[-1])
            elif message.startswith(b"BYE"):
                sip.sendto(_ok(message.decode(), sip, ""), sender)
                return WireTimes(
                    clicks_sent_s=clicks,
                    packets_received_s=received,
                    loud_received_s=loud,
                )
        if time.monotonic() >= due_s:
            is_click = number % _CLICK_EVERY == _CLICK_EVERY - 1
            header = struct.pack("!BBHII", 0x80, 8, number & 0xFFFF, number * 160, 7)
            rtp.sendto(header + (_A_LAW_LOUD if is_click else _A_LAW_SILENCE), robot)
            if is_click:
                clicks.append(time.monotonic())
            number, due_s = number + 1, due_s + _FRAME_S


def _ok(request: str, sip: socket.socket, body: str) -> bytes:
    kept = [
        line
        for line in request.split("\r\n")
        if line.startswith(("Via:", "From:", "Call-ID:", "CSeq:"))
    ]
    to = next(line for line in request.split("\r\n") if line.startswith("To:"))
    kept.append(to if "tag=" in to else f"{to};tag=peer")
    kept.append(f"Contact: <sip:peer@127.0.0.1:{sip.getsockname()[1]}>")
    kept.append("Content-Type: application/sdp")
    kept.append(f"Content-Length: {len(body)}")
    return "\r\n".join(["SIP/2.0 200 OK", *kept, "", body]).encode()


def _bound() -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    bound.bind(("127.0.0.1", 0))
    return bound
