"""Answers requests from outside before they become calls of the stack.

pjsua2 gives every INVITE one of its few call slots and refuses the one too many by a
bare 486; to OPTIONS it says 200 whatever happens. With a judge before it, a full line
points elsewhere or tells when to try again, and one that takes no more calls says so
to a proxy that asks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sip.native_module import NativeModule, Request
from sip.pjsip_thread import guarded
from sip.uri import host_of, user_of

_JUDGED = ("INVITE", "OPTIONS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A request that belongs to no call.

    `called` and `host` are user and host of the address that it asks for: the host is
    how the caller knows this machine, or a name of the caller's own.
    """

    method: str
    called: str
    host: str = ""
    is_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A final SIP response, 300 to 699, and the headers that it carries."""

    sip_code: int
    headers: tuple[tuple[str, str], ...] = ()


Judge = Callable[[Knock], Refusal | None]
"""None lets the request in. Runs on the stack's thread: nothing may wait there."""


class Doorman:
    """Made on the stack's thread when the endpoint runs; keep it for as long."""

    def __init__(self, judge: Judge, is_full: Callable[[], bool]) -> None:
        self._judge = judge
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
        knock = Knock(
            method=method,
            called=user_of(uri),
            host=host_of(uri),
            is_full=self._is_full(),
        )
        return self._judge(knock)
