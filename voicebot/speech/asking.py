"""One question to whichever speech service answers first."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.info import Describe, Info

from voicebot.speech.connection import Connection, PeerGone, PeerRefused

Answer = TypeVar("Answer")


def ask(
    uris: Sequence[str],
    request: Eventable,
    answer: Callable[[Connection, float], Answer],
    *,
    deadline_s: float,
) -> Answer:
    """What the first service that answers says, each being given the deadline.

    `answer` reads it from the connection by a moment of `time.monotonic`.

    Raises:
        PeerGone: none does; its text tells of each.
    """
    troubles = []
    for uri in uris:
        try:
            with Connection(uri) as connection:
                connection.send(request)
                return answer(connection, time.monotonic() + deadline_s)
        except PeerGone as gone:
            troubles.append(str(gone))
    raise PeerGone("; ".join(troubles))


def ask_offer(uris: Sequence[str], *, deadline_s: float) -> Info:
    """What it recognizes and speaks with; errors as in `ask`."""
    return ask(uris, Describe(), _info, deadline_s=deadline_s)


def expected(connection: Connection, kind: type[Eventable], by_s: float) -> Event:
    """The next event of this kind; others, which newer peers may send, are passed over.

    Raises:
        PeerRefused: an error came instead.
    """
    while not kind.is_type((event := connection.receive(by_s)).type):
        if Error.is_type(event.type):
            raise PeerRefused(Error.from_event(event).text)
    return event


def _info(connection: Connection, by_s: float) -> Info:
    return Info.from_event(expected(connection, Info, by_s))
