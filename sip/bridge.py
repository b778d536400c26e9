"""Calls of one line that hear each other."""

import contextlib

import pjsua2 as pj

from sip.pjsua_call import PjsuaCall


class Bridges:
    """Pairs of calls, by their numbers. Every method runs on the stack's thread.

    Each call keeps its own port beside: what the robot plays is heard as before, and
    each leg's ticks hold what the other side says as played.
    """

    def __init__(self) -> None:
        self._partners: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        self._partners[one] = other
        self._partners[other] = one

    def partner_of(self, number: int) -> int | None:
        return self._partners.get(number)

    def part(self, number: int) -> int | None:
        """Forget the pair of a call that is over; its partner, if it had one."""
        partner = self._partners.pop(number, None)
        if partner is not None:
            self._partners.pop(partner, None)
        return partner


def connect(one: PjsuaCall, other: PjsuaCall) -> None:
    """Let two calls hear each other, on the conference bridge of the stack itself.

    A call without media has none to connect: its next media state asks again.
    """
    with contextlib.suppress(pj.Error):
        ours, theirs = one.getAudioMedia(-1), other.getAudioMedia(-1)
        ours.startTransmit(theirs)
        theirs.startTransmit(ours)
    one.audio.join(other.audio)
    other.audio.join(one.audio)


def disconnect(left: PjsuaCall) -> None:
    """The partner's call is over, and its media with it."""
    left.audio.join(None)
