"""The calls of this process: placed, joined and let go."""

import asyncio
import time
from collections.abc import Iterable
from functools import partial

import pjsua2 as pj

from sip.arriving import Arriving
from sip.ask_again import SlotClosing
from sip.bridge import Bridges, connect, disconnect
from sip.bridge_port import BridgePort
from sip.call_commands import CallCommands
from sip.config import STACK_CALLS, SipConfig
from sip.errors import LineBusy
from sip.held_calls import HeldCalls
from sip.native import stack_calls
from sip.new_call import Arrivals, NewCall, as_new_call
from sip.outbound import Outbound
from sip.pjsip_thread import PjsipThread
from sip.pjsua_call import PjsuaCall
from sip.progress import Stop
from sip.rtp_watch import RtpWatch
from sip.tick_bell import TickBell
from sip.trunk import Through
from sip.trunks import Trunks
from sip.ways import Way

RTP_CHECK_S = 0.5

AGENTS_GO_S = 0.2
"""After their caller has left. Whoever called them hears of that first, and lets them go
itself: an agent's end before it would look like an agent who did not answer."""


class Calls:
    """At most `call_slots` of them. Every method runs on the stack's thread."""

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
        self._thread = thread
        self._held = HeldCalls(config, loop, self)
        self._commands = CallCommands(self._held)
        self._outbound = Outbound(self._held, trunks, thread)
        self._arriving = Arriving(config, self._held, trunks, thread, arrivals)
        self._bridges = Bridges()

    def open(self, account: pj.Account, ports: Iterable[BridgePort]) -> None:
        self._held.open(account, ports)

    @property
    def bell(self) -> TickBell:
        """Wakes those who wait for calls' ticks."""
        return self._held.bell

    @property
    def commands(self) -> CallCommands:
        """What one call may be told to do."""
        return self._commands

    @property
    def has_trunks(self) -> bool:
        """Whether bare numbers can be called; any thread may ask."""
        return bool(self._config.trunks)

    def place(self, uri: str, ring_s: float, through: Through | None = None) -> NewCall:
        """Send INVITE; `through` one trunk alone where that is said.

        Raises:
            LineBusy: all call slots are taken.
            SlotClosing: one is free, but the stack still waits for its last call's end,
                or a trunk's pace asks to wait.
            TrunksBusy: `uri` is a number, and no trunk has a channel for it.
        """
        if not self._held.slots.has_room_for_caller:
            raise LineBusy(slots=self._config.call_slots)
        if stack_calls() >= STACK_CALLS:
            raise SlotClosing
        ways = self._trunks.begin(uri, through)
        number, call = self._held.add()
        self._held.slots = self._held.slots.with_caller(number)
        return self._dial(number, call, ways, ring_s)

    def place_agent(self, caller: int, uri: str, ring_s: float) -> NewCall | None:
        """Send INVITE to somebody whom the caller is to talk to.

        None: the caller's call is over.

        Raises:
            SlotClosing: no slot is free; the caller waits for one from now on. Or a
                trunk's pace asks to wait.
            TrunksBusy: `uri` is a number, and no trunk has a channel for it.
        """
        if not self._held.live(caller):
            return None
        has_room = self._held.slots.has_room_for_agent_of(caller)
        if not has_room or stack_calls() >= STACK_CALLS:
            self._held.slots = self._held.slots.with_waiting(caller)
            raise SlotClosing
        ways = self._trunks.begin(uri)
        number, call = self._held.add()
        self._held.slots = self._held.slots.with_agent(number, caller=caller)
        return self._dial(number, call, ways, ring_s)

    def stop_waiting(self, caller: int) -> None:
        self._held.slots = self._held.slots.without_waiting(caller)

    def keep_for_agents(self, slots: int) -> None:
        """How many slots callers leave free, from the next call on."""
        self._held.slots = self._held.slots.keeping(slots)

    def bridge(self, caller: int, agent: int) -> None:
        """Let two calls hear each other; nothing where either is over."""
        one, other = self._held.live(caller), self._held.live(agent)
        if one and other:
            self._bridges.join(caller, agent)
            connect(one, other)

    def take_incoming(self, stack_call_id: int, trunk: str, sender: str) -> None:
        """Take a call from `sender` (`host:port`), or refuse it untaken."""
        self._arriving.take(stack_call_id, trunk, sender)

    @property
    def room_for_callers(self) -> int:
        """Any thread may ask."""
        return self._held.slots.room_for_callers

    @property
    def is_full(self) -> bool:
        """Whether one more caller would be refused, by us or by the stack."""
        return not self._held.has_room_for_caller

    def destroy(self) -> None:
        """Destroy what pjsua2 made."""
        self._held.destroy()

    # What a call tells its owner

    def free_port(self) -> BridgePort:
        return self._held.free_port()

    def goes_another_way(
        self, call: PjsuaCall, sip_code: int, cause: int | None
    ) -> bool:
        number = self._held.number_of(call)
        return self._outbound.goes_another_way(number, call, sip_code, cause)

    def call_answered(self, call: PjsuaCall) -> None:
        self._watch_rtp(call, RtpWatch(self._config.rtp_silence_s))

    def call_gone(self, call: PjsuaCall) -> None:
        number = self._held.number_of(call)
        self._held.drop(call)
        self._trunks.give_back(call.way.trunk if call.way else call.trunk)
        self._let_go(number)

    def media_changed(self, call: PjsuaCall) -> None:
        """A bridge survives what the far end does to its media."""
        number = self._held.number_of(call)
        partner = self._held.live(self._bridges.partner_of(number) or 0)
        if partner:
            connect(call, partner)

    def follow_transfer(self, call: PjsuaCall, uri: str) -> PjsuaCall | None:
        return self._arriving.follow_transfer(call, uri)

    def _let_go(self, number: int) -> None:
        """What a call that is over leaves behind: its partner, those called for it."""
        partner = self._held.live(self._bridges.part(number) or 0)
        if partner:
            disconnect(partner)
        agents = self._held.slots.agents_of(number)
        self._held.slots = self._held.slots.without(number)
        for agent in agents:
            self._thread.later(
                AGENTS_GO_S, partial(self._commands.hang_up, agent, Stop.ROBOT)
            )

    def _dial(
        self, number: int, call: PjsuaCall, ways: tuple[Way, ...], ring_s: float
    ) -> NewCall:
        call = self._outbound.dial(number, call, ways)
        self._thread.later(ring_s, lambda: self._ring_time_is_over(number))
        return as_new_call(number, call, ways[0].uri)

    def _ring_time_is_over(self, number: int) -> None:
        call = self._held.live(number)
        if call and not call.progress.is_answered:
            self._commands.hang_up(number, Stop.RING_TIMEOUT)

    def _watch_rtp(self, call: PjsuaCall, watch: RtpWatch) -> None:
        number = self._held.number_of(call)

        def check() -> None:
            live = self._held.live(number)
            if not live:
                return
            if watch.is_silent(live.packets_received(), time.monotonic()):
                self._commands.hang_up(number, Stop.RTP_SILENCE)
                return
            self._thread.later(RTP_CHECK_S, check)

        check()
