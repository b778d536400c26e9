"""One connection to a Wyoming peer, for a thread that may wait for it."""

import socket
import time
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, Self, cast
from urllib.parse import urlsplit

from wyoming.event import Event, Eventable, read_event, write_event

from voicebot.errors import SettingsError
from voicebot.i18n import _

ANSWERS_WITHIN_S = 1.0
"""A peer that is there takes a connection on the own network in milliseconds."""

Address = str | tuple[str, int]
"""The path of a Unix socket, or a host and a port."""


class PeerGone(Exception):
    """The peer is not there, left, or did not answer in time; its text says which."""


class PeerRefused(PeerGone):
    """The peer is there and will not do it; its text says why."""


def parse_address(uri: str) -> Address:
    """`unix:///run/speech.sock` or `tcp://host:10300`.

    Raises:
        SettingsError: it is neither.
    """
    parts = urlsplit(uri)
    if parts.scheme == "unix" and parts.path and not parts.netloc:
        return parts.path
    with suppress(ValueError):
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return parts.hostname, parts.port
    raise SettingsError(
        _(
            '"{uri}" is no address of a speech service; write unix:///path/to/socket'
            " or tcp://host:port"
        ).format(uri=uri)
    )


class Connection:
    """Opened by its making; every wait ends by the deadline it is given.

    Raises:
        PeerGone: from any method.
    """

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._socket = _connected(uri)
        self._stream = cast("BinaryIO", self._socket.makefile("rwb"))

    def send(self, *messages: Eventable) -> None:
        try:
            for message in messages:
                write_event(message.event(), self._stream)
        except (OSError, ValueError) as error:
            raise PeerGone(f"{self._uri}: {error}") from error

    def receive(self, by_s: float) -> Event:
        """The next event; `by_s` is a moment of `time.monotonic`."""
        try:
            self._socket.settimeout(max(0.001, by_s - time.monotonic()))
            event = read_event(self._stream)
        except TimeoutError as error:
            raise PeerGone(f"{self._uri}: no answer in time") from error
        except (OSError, ValueError, KeyError) as error:
            raise PeerGone(f"{self._uri}: {error}") from error
        if event is None:
            raise PeerGone(f"{self._uri}: the peer hung up")
        return event

    def close(self) -> None:
        with suppress(OSError):
            self._stream.close()
        self._socket.close()

    def __del__(self) -> None:
        """A recognizer's connection goes with its call, which ends without a word."""
        if hasattr(self, "_stream"):
            self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _connected(uri: str) -> socket.socket:
    address = parse_address(uri)
    try:
        if isinstance(address, tuple):
            return socket.create_connection(address, ANSWERS_WITHIN_S)
        return _connected_here(address)
    except OSError as error:
        raise PeerGone(f"{uri}: {error}") from error


def _connected_here(path: str) -> socket.socket:
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        opened.settimeout(ANSWERS_WITHIN_S)
        opened.connect(path)
    except OSError:
        opened.close()
        raise
    return opened
