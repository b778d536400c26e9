"""Answers requests from outside before they become calls of the stack.

pjsua2 gives every INVITE one of its few call slots and refuses the one too many by a
bare 486; to OPTIONS it says 200 whatever happens. With a judge before it, a full line
points elsewhere or tells when to try again, and one that takes no more calls says so
to a proxy that asks. Strangers learn nothing of that: they are sent away first.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sip.native_module import NativeModule, Request
from sip.pjsip_thread import guarded
from sip.uri import host_of, user_of

_log = logging.getLogger("sip.line")

FORBIDDEN = 403
_JUDGED = ("INVITE", "OPTIONS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A request that belongs to no call.

    `called` and `host` are user and host of the address that it asks for: the host is
    how the caller knows this machine, or a name of the caller's own. `is_full`: this
    line takes no more; `is_trunk_full`: the trunk that it comes by has no channel left,
    so that no other line of the node would take it either.
    """

    method: str
    called: str
    host: str = ""
    is_full: bool
    is_trunk_full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A final SIP response, 300 to 699, and the headers that it carries."""

    sip_code: int
    headers: tuple[tuple[str, str], ...] = ()


Judge = Callable[[Knock], Refusal | None]
"""None lets the request in. Runs on the stack's thread: nothing may wait there."""


class Acquaintances(Protocol):
    """Who may knock; on the stack's thread. Addresses are `host:port`."""

    def trunk_at(self, address: str, called: str) -> str:
        """The trunk there; "" is none."""

    def is_welcome(self, name: str, address: str) -> bool: ...

    def has_channel(self, name: str) -> bool: ...


class Doorman:
    """Made on the stack's thread when the endpoint runs; keep it for as long."""

    def __init__(
        self, judge: Judge, known: Acquaintances, is_full: Callable[[], bool]
    ) -> None:
        self._judge = judge
        self._known = known
        self._is_full = is_full
        self._module = NativeModule(self._take)

    def _take(self, request: Request) -> bool:
        """Whether it was answered; what fails here is left to the stack."""
        answered: list[Refusal] = []

        def answer() -> None:
            if refusal := self._refusal_of(request):
                request.respond(refusal.sip_code, refusal.headers)
                answered.append(refusal)

        guarded(answer)
        return bool(answered)

    def _refusal_of(self, request: Request) -> Refusal | None:
        method, _space, rest = request.first_line.partition(" ")
        if method not in _JUDGED:
            return None
        uri = rest.partition(" ")[0]
        trunk = self._known.trunk_at(request.sender, user_of(uri))
        if not self._known.is_welcome(trunk, request.sender):
            _log.warning("sip_stranger_refused", extra={"sender": request.sender})
            return Refusal(sip_code=FORBIDDEN)
        knock = Knock(
            method=method,
            called=user_of(uri),
            host=host_of(uri),
            is_full=self._is_full(),
            is_trunk_full=not self._known.has_channel(trunk),
        )
        return self._judge(knock)
