"""One trunk as the stack has it: registration, OPTIONS, and its limits."""

import re
import time
from collections.abc import Callable, Sequence
from typing import Protocol

import pjsua2 as pj

from sip.ask_again import TrunkTooSoon
from sip.errors import TrunksBusy
from sip.number import written_as
from sip.pjsip_thread import guarded
from sip.trunk import Trunk
from sip.trunk_budget import TrunkBudget
from sip.trunk_health import Reply
from sip.trunk_setup import trunk_headers
from sip.uri import named
from sip.ways import Way

TakeCall = Callable[[int, str, str], None]
"""Gets the stack's number of an inbound call, its trunk ("" is none), its sender."""

_RTPMAP = re.compile(r"^a=rtpmap:\d+ ([\w-]+)/\d+", re.MULTILINE)
_AUDIO = re.compile(r"^m=audio \d+ \S+ ([\d ]+)", re.MULTILINE)
_STATIC = {"0": "PCMU", "3": "GSM", "8": "PCMA", "9": "G722", "18": "G729"}
"""RTP/AVP numbers that need no rtpmap (RFC 3551 §6)."""


class TrunkEars(Protocol):
    """Who is told what a trunk answers; on the stack's thread."""

    def registered(self, name: str, reply: Reply, address: str) -> None: ...

    def answered(
        self, name: str, reply: Reply, address: str, codecs: tuple[str, ...]
    ) -> None: ...


class TrunkAccount(pj.Account):  # type: ignore[misc]  # pjsua2 ships no types
    """Made, used and dropped on the stack's thread only."""

    def __init__(
        self, trunk: Trunk, budget: TrunkBudget, ears: TrunkEars, take: TakeCall
    ) -> None:
        super().__init__()
        self.trunk = trunk
        self.budget = budget
        self._ears = ears
        self._take = take

    def way(self, number: str, shown_name: str = "") -> Way:
        uri = self.trunk.uri(written_as(number, self.trunk.numbers_as))
        return self.way_to(uri, shown_name)

    def way_to(self, uri: str, shown_name: str = "") -> Way:
        return Way(
            account=self,
            uri=uri,
            headers=trunk_headers(self.trunk),
            trunk=self.trunk.name,
            sender=named(self.getInfo().uri, shown_name) if shown_name else "",
        )

    def ask(self) -> None:
        """Send OPTIONS; its answer comes to the ears, or that there is none."""
        request = pj.SendRequestParam()
        request.method = "OPTIONS"
        request.txOption.targetUri = self.trunk.uri()
        try:
            self.sendRequest(request)
        except pj.Error as error:  # the name is known to be wrong; it was told already
            self._ears.answered(
                self.trunk.name, Reply(code=0, reason=error.reason), "", ()
            )

    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:  # noqa: N802  # pjsua2's name
        sender = prm.rdata.srcAddress
        guarded(lambda: self._take(prm.callId, self.trunk.name, sender))

    def onRegState(self, prm: pj.OnRegStateParam) -> None:  # noqa: N802  # pjsua2's name
        reply = Reply(code=prm.code, reason=prm.reason)
        address = prm.rdata.srcAddress
        guarded(lambda: self._ears.registered(self.trunk.name, reply, address))

    def onSendRequest(self, prm: pj.OnSendRequestParam) -> None:  # noqa: N802  # pjsua2's name
        guarded(lambda: self._options_answered(prm))

    def _options_answered(self, prm: pj.OnSendRequestParam) -> None:
        step = prm.e.body.tsxState
        transaction = step.tsx
        reply = Reply(code=transaction.statusCode, reason=transaction.statusText)
        address, message = "", ""
        if step.type == pj.PJSIP_EVENT_RX_MSG:
            source = step.src.rdata
            address, message = source.srcAddress, source.wholeMsg
        self._ears.answered(self.trunk.name, reply, address, offered_codecs(message))


def offered_codecs(message: str) -> tuple[str, ...]:
    r"""The codecs that an answer's audio line names, in its order.

    >>> offered_codecs("m=audio 0 RTP/AVP 8 18 101\r\na=rtpmap:101 telephone-event/8000")
    ('PCMA', 'G729', 'telephone-event')
    """
    audio = _AUDIO.search(message.replace("\r", ""))
    if not audio:
        return ()
    static = [_STATIC[each] for each in audio[1].split() if each in _STATIC]
    return tuple(dict.fromkeys([*static, *_RTPMAP.findall(message)]))


def with_room(accounts: Sequence[TrunkAccount]) -> list[TrunkAccount]:
    """Those with a channel left, when the first of them may be called now.

    Raises:
        TrunksBusy: none has.
        TrunkTooSoon: the first would be called too fast.
    """
    free = [account for account in accounts if account.budget.free != 0]
    if not free:
        raise TrunksBusy(names=", ".join(account.trunk.name for account in accounts))
    wait_s = free[0].budget.wait_s(time.monotonic())
    if wait_s > 0:
        raise TrunkTooSoon(name=free[0].trunk.name, wait_s=wait_s)
    return free
