"""Ends the stack's wait for the network when something else is to be done."""

import contextlib
import socket

from sip.config import SipConfig
from sip.trunk import Transport

_KEEP_ALIVE = b"\r\n\r\n"
"""What a far end may send to show that it is there (RFC 5626, 3.5.1); the stack drops it."""

_ANY = "0.0.0.0"  # compared with, not bound
_LOOPBACK = "127.0.0.1"


class Nudge:
    """A packet without words to the line's own SIP port; any thread may send it."""

    def __init__(self, host: str, port: int) -> None:
        self._address = host, port
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def __call__(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendto(_KEEP_ALIVE, self._address)

    def close(self) -> None:
        """Later calls do nothing."""
        self._socket.close()


def nudge_of(config: SipConfig, address: str) -> Nudge | None:
    """For a line that listens at `address`, `host:port`; None where it has no UDP."""
    if config.transport is not Transport.UDP:
        return None
    host = _LOOPBACK if config.bind == _ANY else config.bind
    return Nudge(host, int(address.rpartition(":")[2]))
