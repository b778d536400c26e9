"""The INVITEs that this side sends: one trunk after the other, within one call."""

import logging
from uuid import uuid4

import pjsua2 as pj

from sip.config import STACK_CALLS
from sip.failover import is_trunks_failure
from sip.held_calls import HeldCalls
from sip.native import stack_calls
from sip.pjsip_thread import POLL_S, PjsipThread
from sip.pjsua_call import PjsuaCall
from sip.trunks import Trunks
from sip.ways import Way

_log = logging.getLogger("sip.line")


class Outbound:
    """All of it runs on the stack's thread.

    No timer holds a call object: it must die as its last callback returns.
    """

    def __init__(self, held: HeldCalls, trunks: Trunks, thread: PjsipThread) -> None:
        self._held = held
        self._trunks = trunks
        self._thread = thread

    def dial(self, number: int, call: PjsuaCall, ways: tuple[Way, ...]) -> PjsuaCall:
        """Send INVITE by the first way, which counts already; the call as it is now."""
        first, *further = ways
        aimed = self._aimed(number, call, first, tuple(further), str(uuid4()))
        self._invite(number)
        return aimed

    def goes_another_way(
        self, number: int, call: PjsuaCall, sip_code: int, cause: int | None
    ) -> bool:
        """Whether the next trunk is tried after this final response."""
        if not call.way or not is_trunks_failure(sip_code, cause):
            return False
        if not sip_code and not call.progress.is_stopped:
            self._trunks.gave_no_answer(call.way.trunk)
        ways = iter(call.further)
        is_open = call.progress.is_undecided
        way = next((each for each in ways if is_open and self._trunks.take(each)), None)
        if not way:
            return False
        self._trunks.give_back(call.way.trunk)
        self._aimed(number, call, way, tuple(ways), call.own_call_id)
        facts = {"call": number, "call_id": call.own_call_id, "trunk": way.trunk}
        _log.warning("sip_next_trunk", extra=facts)
        # The stack still holds the call that failed until its callback returns.
        self._thread.later(0, lambda: self._invite(number))
        return True

    def _aimed(
        self,
        number: int,
        call: PjsuaCall,
        way: Way,
        further: tuple[Way, ...],
        call_id: str,
    ) -> PjsuaCall:
        """A call object of the way's account, in the place of `call`."""
        aimed = PjsuaCall(self._held.owner, way.account, call.audio, call.progress)
        aimed.way, aimed.further, aimed.own_call_id = way, further, call_id
        self._held.put(number, aimed)
        return aimed

    def _invite(self, number: int) -> None:
        call = self._held.numbered(number)
        if not call or not call.way or call.isActive():
            return  # hung up meanwhile
        if stack_calls() >= STACK_CALLS:
            self._thread.later(POLL_S, lambda: self._invite(number))
            return
        try:
            call.makeCall(call.way.uri, call.way.invite(call.own_call_id))
        except pj.Error as error:
            if self._held.numbered(number) is not call:
                return  # a callback told that it is gone
            if not self.goes_another_way(number, call, 0, None):
                call.end(0, error.reason)
                self._held.owner.call_gone(call)
