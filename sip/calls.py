"""The calls of this process: placed, taken, commanded and let go."""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pjsua2 as pj

from sip.ask_again import SlotClosing
from sip.bridge import Bridges, connect, disconnect
from sip.bridge_port import BridgePort
from sip.config import STACK_CALLS, SipConfig
from sip.door import Door
from sip.errors import LineBusy
from sip.leg_audio import LegAudio
from sip.native import stack_calls
from sip.outbound import Outbound
from sip.pjsip_thread import PjsipThread
from sip.pjsua_call import PjsuaCall
from sip.progress import Progress, Stop
from sip.rtp_watch import RtpWatch
from sip.slots import Slots
from sip.transfer import TransferStep
from sip.trunks import Trunks
from sip.uri import masked
from sip.ways import Way

_log = logging.getLogger("sip.line")

RINGING = 180
FORBIDDEN = 403
DECLINE = 603
BUSY_HERE = 486
RTP_CHECK_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call as the asyncio side takes it over."""

    number: int
    call_id: str
    remote_uri: str
    local_uri: str
    audio: LegAudio
    progress: Progress
    trunk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Where calls go that this side did not place."""

    incoming: Callable[[NewCall], None]
    followed: Callable[[str, NewCall], None]
    """The Call-ID of the call that was transferred, and the call to the target."""


class Calls:
    """At most `call_slots` of them. Every method runs on the stack's thread.

    A command to a call that is over does nothing: its `Ended` is on its way.
    """

    def __init__(
        self,
        config: SipConfig,
        loop: asyncio.AbstractEventLoop,
        thread: PjsipThread,
        arrivals: Arrivals,
        trunks: Trunks,
    ) -> None:
        self._config = config
        self._trunks = trunks
        self._outbound = Outbound(self, trunks, thread)
        self._loop = loop
        self._thread = thread
        self._arrivals = arrivals
        self._account: pj.Account | None = None
        self._ports: deque[BridgePort] = deque()
        self._calls: dict[int, PjsuaCall] = {}
        self._slots = Slots(total=config.call_slots, kept=config.kept_for_agents)
        self._bridges = Bridges()
        self._last_number = 0

    def open(self, account: pj.Account, ports: Iterable[BridgePort]) -> None:
        self._account = account
        self._ports.extend(ports)

    @property
    def has_trunks(self) -> bool:
        """Whether bare numbers can be called; any thread may ask."""
        return bool(self._config.trunks)

    def place(self, uri: str, ring_s: float) -> NewCall:
        """Send INVITE.

        Raises:
            LineBusy: all call slots are taken.
            SlotClosing: one is free, but the stack still waits for its last call's end,
                or a trunk's pace asks to wait.
            TrunksBusy: `uri` is a number, and no trunk has a channel for it.
        """
        if not self._slots.has_room_for_caller:
            raise LineBusy(slots=self._config.call_slots)
        if stack_calls() >= STACK_CALLS:
            raise SlotClosing
        ways = self._trunks.ways(uri)
        number, call = self._add()
        self._slots = self._slots.with_caller(number)
        return self._dial(number, call, ways, ring_s)

    def place_agent(self, caller: int, uri: str, ring_s: float) -> NewCall | None:
        """Send INVITE to somebody whom the caller is to talk to.

        None: the caller's call is over.

        Raises:
            SlotClosing: no slot is free; the caller waits for one from now on. Or a
                trunk's pace asks to wait.
            TrunksBusy: `uri` is a number, and no trunk has a channel for it.
        """
        if not self._live(caller):
            return None
        has_room = self._slots.has_room_for_agent_of(caller)
        if not has_room or stack_calls() >= STACK_CALLS:
            self._slots = self._slots.with_waiting(caller)
            raise SlotClosing
        ways = self._trunks.ways(uri)
        number, call = self._add()
        self._slots = self._slots.with_agent(number, caller=caller)
        return self._dial(number, call, ways, ring_s)

    def stop_waiting(self, caller: int) -> None:
        self._slots = self._slots.without_waiting(caller)

    def keep_for_agents(self, slots: int) -> None:
        """How many slots callers leave free, from the next call on."""
        self._slots = self._slots.keeping(slots)

    def bridge(self, caller: int, agent: int) -> None:
        """Let two calls hear each other; nothing where either is over."""
        one, other = self._live(caller), self._live(agent)
        if one and other:
            self._bridges.join(caller, agent)
            connect(one, other)

    def call_numbered(self, number: int) -> PjsuaCall | None:
        return self._calls.get(number)

    def put(self, number: int, call: PjsuaCall) -> None:
        self._calls[number] = call

    def goes_another_way(
        self, call: PjsuaCall, sip_code: int, cause: int | None
    ) -> bool:
        number = self._number_of(call)
        return self._outbound.goes_another_way(number, call, sip_code, cause)

    def _dial(
        self, number: int, call: PjsuaCall, ways: tuple[Way, ...], ring_s: float
    ) -> NewCall:
        call = self._outbound.dial(number, call, ways)
        self._thread.later(ring_s, lambda: self._ring_time_is_over(number))
        return self._new_call(number, call, ways[0].uri)

    def take_incoming(self, stack_call_id: int, trunk: str, sender: str) -> None:
        """Take a call from `sender` (`host:port`), or refuse it untaken."""
        if not self._trunks.is_welcome(trunk, sender):
            _log.warning("sip_stranger_refused sender=%s", sender)
            self._refuse_untaken(stack_call_id, FORBIDDEN)
            return
        if not self._slots.has_room_for_caller:
            self._refuse_untaken(stack_call_id, BUSY_HERE)
            return
        number, call = self._add(stack_call_id)
        call.trunk = trunk
        self._trunks.occupy(trunk)
        self._slots = self._slots.with_caller(number)
        if self._config.rings_by_itself:
            call.answer(_status(RINGING))
        self._arrivals.incoming(self._new_call(number, call))

    @property
    def room_for_callers(self) -> int:
        """Any thread may ask."""
        return self._slots.room_for_callers

    @property
    def is_full(self) -> bool:
        """Whether one more caller would be refused, by us or by the stack."""
        return not self._slots.has_room_for_caller or stack_calls() >= STACK_CALLS

    def respond(self, number: int, sip_code: int) -> None:
        """Answer an inbound call: 180 rings, 183 sends early media, 200 answers."""
        if call := self._live(number):
            with contextlib.suppress(pj.Error):  # the caller gave up meanwhile
                call.answer(_status(sip_code))

    def hang_up(self, number: int, stop: Stop, refusal: int = DECLINE) -> None:
        """BYE, CANCEL, or `refusal` to an inbound call that was not answered.

        The stack reports the end at once and awaits the far end's 200 by itself.
        """
        call = self._live(number)
        if not call:
            return
        if not call.isActive():  # between two trunks
            call.progress.stopped(stop, has_response=False)
            call.end(0, "hung up before it was placed")
            self.call_gone(call)
            return
        has_response = call.getInfo().lastStatusCode > 0
        if not call.progress.stopped(stop, has_response=has_response):
            return
        call.audio.playback.discard()
        is_refused = call.progress.is_inbound and not call.progress.is_answered
        with contextlib.suppress(pj.Error):  # over meanwhile
            call.hangup(_status(refusal if is_refused else 0))

    def hang_up_all(self) -> None:
        for number in list(self._calls):
            self.hang_up(number, Stop.ROBOT)

    def press(self, number: int, keys: str) -> None:
        """RFC 4733, or SIP INFO where the far end did not offer it."""
        call = self._live(number)
        if not call or not call.port:
            return
        try:
            call.dialDtmf(keys)
        except pj.Error:
            digits = pj.CallSendDtmfParam()
            digits.method = pj.PJSUA_DTMF_METHOD_SIP_INFO
            digits.digits = keys
            call.sendDtmf(digits)

    def transfer(self, number: int, uri: str, steps: Door[TransferStep]) -> None:
        """Send REFER; its steps arrive at the door."""
        call = self._live(number)
        if not call:
            steps.close_from_thread()
            return
        call.transfer_steps = steps
        try:
            call.xfer(uri, pj.CallOpParam(True))
        except pj.Error as error:
            steps.offer_from_thread(
                TransferStep(
                    sip_code=0, reason=error.reason, is_final=True, is_refusal=True
                )
            )

    # What a call tells its owner

    def free_port(self) -> BridgePort:
        """The one unused for longest; there is one for every slot."""
        return self._ports.popleft()

    def call_answered(self, call: PjsuaCall) -> None:
        self._watch_rtp(call, RtpWatch(self._config.rtp_silence_s))

    def call_gone(self, call: PjsuaCall) -> None:
        """Drop the last lasting reference while the stack still knows the call.

        The object dies as its callback returns. Later, its destructor would hang up
        whichever new call got the same id in the stack.
        """
        number = self._number_of(call)
        del self._calls[number]
        self._trunks.give_back(call.way.trunk if call.way else call.trunk)
        self._let_go(number)
        if call.port:
            call.port.detach()
            self._ports.append(call.port)

    def media_changed(self, call: PjsuaCall) -> None:
        """A bridge survives what the far end does to its media."""
        number = self._number_of(call)
        partner = self._live(self._bridges.partner_of(number) or 0)
        if partner:
            connect(call, partner)

    def _let_go(self, number: int) -> None:
        """What a call that is over leaves behind: its partner, those called for it."""
        partner = self._live(self._bridges.part(number) or 0)
        if partner:
            disconnect(partner)
        agents = self._slots.agents_of(number)
        self._slots = self._slots.without(number)
        for agent in agents:
            self.hang_up(agent, Stop.ROBOT)

    def follow_transfer(self, call: PjsuaCall, uri: str) -> PjsuaCall | None:
        has_room = self._slots.has_room_for_caller and stack_calls() < STACK_CALLS
        if not has_room or not self._config.follows_transfers:
            return None
        number, target = self._add()
        self._slots = self._slots.with_caller(number)
        transferred_call_id = call.getInfo().callIdString

        def offer() -> None:
            self._offer_followed(transferred_call_id, number, _bare(uri))

        self._thread.later(0, offer)  # the stack calls when this callback returned
        return target

    def destroy(self) -> None:
        """Destroy what pjsua2 made, in order: calls, ports, the account."""
        for call in self._calls.values():
            call.end(0, "the line was closed")
        self._calls.clear()
        self._ports.clear()
        if self._account:
            self._account.shutdown()
        self._account = None

    def _offer_followed(self, transferred_call_id: str, number: int, uri: str) -> None:
        target = self._calls.get(number)
        if not target:
            return
        self._arrivals.followed(
            transferred_call_id, self._new_call(number, target, uri)
        )
        if not target.isActive():
            target.end(0, "the transfer's target cannot be called")
            self.call_gone(target)

    def _number_of(self, call: PjsuaCall) -> int:
        return next(number for number, own in self._calls.items() if own is call)

    def _live(self, number: int) -> PjsuaCall | None:
        call = self._calls.get(number)
        return call if call and not call.progress.has_ended else None

    def _add(self, stack_call_id: int = pj.PJSUA_INVALID_ID) -> tuple[int, PjsuaCall]:
        is_inbound = stack_call_id != pj.PJSUA_INVALID_ID
        audio = LegAudio(self._loop, plays_early=is_inbound)
        progress = Progress(self._loop, audio, is_inbound=is_inbound)
        call = PjsuaCall(self, self._account, audio, progress, stack_call_id)
        self._last_number += 1
        self._calls[self._last_number] = call
        return self._last_number, call

    def _new_call(self, number: int, call: PjsuaCall, uri: str = "") -> NewCall:
        info = call.getInfo() if call.isActive() else None
        remote_uri = uri or _bare(info.remoteUri if info else "")
        _log.info("sip_call number=%d remote=%s", number, masked(remote_uri))
        return NewCall(
            number=number,
            call_id=info.callIdString if info else call.own_call_id,
            remote_uri=remote_uri,
            local_uri=_bare(info.localUri if info else ""),
            audio=call.audio,
            progress=call.progress,
            trunk=call.trunk,
        )

    def _refuse_untaken(self, stack_call_id: int, sip_code: int) -> None:
        """For a call that never becomes one of ours."""
        pj.Call(self._account, stack_call_id).hangup(_status(sip_code))

    def _ring_time_is_over(self, number: int) -> None:
        call = self._live(number)
        if call and not call.progress.is_answered:
            self.hang_up(number, Stop.RING_TIMEOUT)

    def _watch_rtp(self, call: PjsuaCall, watch: RtpWatch) -> None:
        number = self._number_of(call)

        def check() -> None:
            live = self._live(number)
            if not live:
                return
            if watch.is_silent(live.packets_received(), time.monotonic()):
                self.hang_up(number, Stop.RTP_SILENCE)
                return
            self._thread.later(RTP_CHECK_S, check)

        check()


def _status(sip_code: int) -> pj.CallOpParam:
    operation = pj.CallOpParam(True)
    operation.statusCode = sip_code
    operation.opt.audioCount = 1
    operation.opt.videoCount = 0
    return operation


def _bare(uri: str) -> str:
    """`"Name" <sip:user@host>` and `<sip:user@host>` as `sip:user@host`."""
    return uri[uri.find("<") + 1 :].partition(">")[0]
