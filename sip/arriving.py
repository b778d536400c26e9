"""The calls that somebody else begins: inbound ones, and targets of a REFER."""

import logging

from sip.call_commands import with_status
from sip.config import SipConfig
from sip.held_calls import HeldCalls
from sip.new_call import Arrivals, as_new_call, bare
from sip.pjsip_thread import PjsipThread
from sip.pjsua_call import PjsuaCall
from sip.trunks import Trunks

_log = logging.getLogger("sip.line")

RINGING = 180
FORBIDDEN = 403
BUSY_HERE = 486


class Arriving:
    """Takes or refuses them; on the stack's thread."""

    def __init__(
        self,
        config: SipConfig,
        held: HeldCalls,
        trunks: Trunks,
        thread: PjsipThread,
        arrivals: Arrivals,
    ) -> None:
        self._config = config
        self._held = held
        self._trunks = trunks
        self._thread = thread
        self._arrivals = arrivals

    def take(self, stack_call_id: int, trunk: str, sender: str) -> None:
        """Take a call from `sender` (`host:port`), or refuse it untaken."""
        if not self._trunks.is_welcome(trunk, sender):
            _log.warning("sip_stranger_refused", extra={"sender": sender})
            self._held.refuse_untaken(stack_call_id, with_status(FORBIDDEN))
            return
        has_room = self._held.slots.has_room_for_caller
        if not has_room or not self._trunks.occupy(trunk):
            self._held.refuse_untaken(stack_call_id, with_status(BUSY_HERE))
            return
        number, call = self._held.add(stack_call_id)
        call.trunk = trunk
        self._held.slots = self._held.slots.with_caller(number)
        if self._config.rings_by_itself:
            call.answer(with_status(RINGING))
        self._arrivals.incoming(as_new_call(number, call))

    def follow_transfer(self, call: PjsuaCall, uri: str) -> PjsuaCall | None:
        has_room = self._held.has_room_for_caller
        if not has_room or not self._config.follows_transfers:
            return None
        number, target = self._held.add()
        self._held.slots = self._held.slots.with_caller(number)
        transferred_call_id = call.getInfo().callIdString

        def offer() -> None:
            self._offer_followed(transferred_call_id, number, bare(uri))

        self._thread.later(0, offer)  # the stack calls when this callback returned
        return target

    def _offer_followed(self, transferred_call_id: str, number: int, uri: str) -> None:
        target = self._held.numbered(number)
        if not target:
            return
        self._arrivals.followed(transferred_call_id, as_new_call(number, target, uri))
        if not target.isActive():
            target.end(0, "the transfer's target cannot be called")
            self._held.owner.call_gone(target)
