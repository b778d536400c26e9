"""The calls of this process by their numbers, and what each of them needs."""

import asyncio
from collections import deque
from collections.abc import Iterable

import pjsua2 as pj

from sip.bridge_port import BridgePort
from sip.config import STACK_CALLS, SipConfig
from sip.leg_audio import LegAudio
from sip.native import stack_calls
from sip.pjsua_call import CallOwner, PjsuaCall
from sip.progress import Progress
from sip.slots import Slots
from sip.tick_bell import TickBell


class HeldCalls:
    """Holds the one lasting reference to each call; on the stack's thread.

    A call's object must die as its last callback returns: nothing else keeps one.
    """

    def __init__(
        self, config: SipConfig, loop: asyncio.AbstractEventLoop, owner: CallOwner
    ) -> None:
        self.slots = Slots(total=config.call_slots, kept=config.kept_for_agents)
        self._loop = loop
        self.bell = TickBell(loop)
        self.owner = owner
        self._account: pj.Account | None = None
        self._ports: deque[BridgePort] = deque()
        self._calls: dict[int, PjsuaCall] = {}
        self._last_number = 0

    def open(self, account: pj.Account, ports: Iterable[BridgePort]) -> None:
        self._account = account
        self._ports.extend(ports)

    @property
    def has_room_for_caller(self) -> bool:
        """Whether neither we nor the stack would refuse one more."""
        return self.slots.has_room_for_caller and stack_calls() < STACK_CALLS

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(self._calls)

    def numbered(self, number: int) -> PjsuaCall | None:
        return self._calls.get(number)

    def live(self, number: int) -> PjsuaCall | None:
        """None: the call is over, or its `Ended` is on its way."""
        call = self._calls.get(number)
        return call if call and not call.progress.has_ended else None

    def number_of(self, call: PjsuaCall) -> int:
        return next(number for number, own in self._calls.items() if own is call)

    def add(self, stack_call_id: int = pj.PJSUA_INVALID_ID) -> tuple[int, PjsuaCall]:
        """An inbound call that the stack has, or one still to be placed."""
        is_inbound = stack_call_id != pj.PJSUA_INVALID_ID
        audio = LegAudio(self._loop, plays_early=is_inbound, wake_later=self.bell.add)
        progress = Progress(self._loop, audio, is_inbound=is_inbound)
        call = PjsuaCall(self.owner, self._account, audio, progress, stack_call_id)
        self._last_number += 1
        self._calls[self._last_number] = call
        return self._last_number, call

    def put(self, number: int, call: PjsuaCall) -> None:
        """A call object takes the place of the one that had this number."""
        self._calls[number] = call

    def drop(self, call: PjsuaCall) -> None:
        """Let go of a call that is over, while the stack still knows it.

        The object dies as its callback returns. Later, its destructor would hang up
        whichever new call got the same id in the stack.
        """
        del self._calls[self.number_of(call)]
        if call.port:
            call.port.detach()
            self._ports.append(call.port)

    def free_port(self) -> BridgePort:
        """The one unused for longest; there is one for every slot."""
        return self._ports.popleft()

    def refuse_untaken(self, stack_call_id: int, refusal: pj.CallOpParam) -> None:
        """For a call that never becomes one of ours."""
        pj.Call(self._account, stack_call_id).hangup(refusal)

    def destroy(self) -> None:
        """Destroy what pjsua2 made, in order: calls, ports, the account."""
        for call in self._calls.values():
            call.end(0, "the line was closed")
        self._calls.clear()
        self._ports.clear()
        if self._account:
            self._account.shutdown()
        self._account = None
