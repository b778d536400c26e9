"""The telephone line of this process.

    async with open_line(SipConfig(port=0)) as line:
        leg = await line.place("sip:79261234567@trunk.example", ring_s=30)

pjsua2 allows one endpoint a process, and so one line at a time.
"""

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import NoReturn

from sip.ask_again import SlotClosing, TrunkTooSoon
from sip.calls import Calls
from sip.config import STACK_CALLS, SipConfig
from sip.door import Door
from sip.doorman import Doorman, Judge
from sip.errors import LineBusy, LineClosed, NoSuchTrunk, TrunksBusy
from sip.new_call import Arrivals, NewCall
from sip.number import bare_number
from sip.peer_names import looked_up
from sip.pjsip_thread import POLL_S, PjsipThread, without_frames
from sip.pjsua_leg import PjsuaLeg
from sip.stack import Stack
from sip.trunk import Through, sip_uri
from sip.trunk_budget import BudgetOf, own_budget
from sip.trunk_health import TrunkState
from sip.trunks import Trunks
from sip.uri import checked_uri

SWITCH_INTERVAL_S = 0.0005
"""How long Python code may keep the interpreter from the media thread.

The media thread needs the interpreter twice a leg in every 20 ms. With Python's own
5 ms, four legs beside one busy thread would need 40.
"""


CLOSING_S = 2.0
"""How long a new call waits for the far end to confirm the end of the last one."""

PACE_S = 30.0
"""How long a new call waits for its turn in a trunk's calls-per-second limit."""

TRUNK_CHANGES = 64
"""A reader that falls further behind loses the oldest; the states themselves stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedTransfer:
    """A REFER that was obeyed: the call it came on, and the leg to its target."""

    transferred_call_id: str
    target: PjsuaLeg


class PjsuaLine:
    """Implements `sip.leg.Line`; made by `open_line`.

    A loop that leaves more inbound calls lying than there are slots loses none: the
    stack refuses them first.
    """

    def __init__(self, config: SipConfig, budget_of: BudgetOf) -> None:
        loop = asyncio.get_running_loop()
        self._incoming: Door[PjsuaLeg] = Door(loop, capacity=STACK_CALLS)
        self._followed: Door[FollowedTransfer] = Door(loop, capacity=STACK_CALLS)
        self._thread = PjsipThread()
        arrivals = Arrivals(incoming=self._take_incoming, followed=self._take_followed)
        self._trunk_changes: Door[TrunkState] = Door(loop, capacity=TRUNK_CHANGES)
        self._trunks = Trunks(config, self._thread, budget_of, self._tell_of_trunk)
        self._calls = Calls(config, loop, self._thread, arrivals, self._trunks)
        self._stack = Stack(config, self._thread, self._calls, self._trunks)
        self._trunk_names = ", ".join(trunk.name for trunk in config.trunks)
        self._doorman: Doorman | None = None
        self._config = config
        self._address: Future[str] = Future()
        self._finished: Future[None] = Future()
        self._runner = threading.Thread(
            target=self._run_stack, name="pjsip", daemon=True
        )

    async def start(self) -> None:
        """Bind and listen.

        Raises:
            SipError: the address cannot be bound.
        """
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_INTERVAL_S))
        named = await looked_up(self._config.trunks)
        self._runner.start()
        await asyncio.wrap_future(self._address)
        for name, address in named:
            self._thread.submit(partial(self._trunks.learn, name, address))

    @property
    def uri(self) -> str:
        """Where this line can be called, with the port as bound."""
        config = self._config
        return sip_uri(config.caller_id, self._address.result(), config.transport)

    @property
    def trunks(self) -> tuple[TrunkState, ...]:
        """How each trunk is now, in order of preference."""
        return self._trunks.states

    def trunk_changes(self) -> AsyncIterator[TrunkState]:
        """What each trunk answers, as it does. One consumer; drops the oldest."""
        return self._trunk_changes

    async def place(
        self, uri: str, *, ring_s: float, through: Through | None = None
    ) -> PjsuaLeg:
        """Call a SIP address, or a bare number through the first trunk that is up.

        A trunk that fails before anybody rings leaves the call to the next one, unless
        it was to go `through` that one alone.

        Raises:
            LineBusy: all call slots of this process are taken.
            TrunksBusy: no trunk has a channel, or none will within `PACE_S`.
            InvalidSipUri: neither an address nor, where there are trunks, a number.
            NoSuchTrunk: this line has no trunk of that name.
        """
        if through is not None:
            self._expect_trunk(through.trunk)
        is_number = bool(self._trunk_names) and bare_number(uri) is not None
        target = uri if is_number else checked_uri(uri)
        began_s = time.monotonic()
        last_try_s = began_s + CLOSING_S
        while True:
            try:
                call = await asyncio.wrap_future(
                    self._thread.submit(
                        lambda: self._calls.place(target, ring_s, through)
                    )
                )
            except TrunkTooSoon as pace:
                if time.monotonic() + pace.wait_s > began_s + PACE_S:
                    raise TrunksBusy(names=self._trunk_names) from None
                await asyncio.sleep(pace.wait_s)
            except SlotClosing:
                if time.monotonic() > last_try_s:
                    raise LineBusy(slots=STACK_CALLS) from None
                await asyncio.sleep(POLL_S)
            else:
                return self._leg(call)

    async def keep_for_agents(self, slots: int) -> None:
        """How many call slots callers leave free, from the next call on."""
        await asyncio.wrap_future(
            self._thread.submit(lambda: self._calls.keep_for_agents(slots))
        )

    @property
    def room_for_callers(self) -> int:
        """How many more calls it would take; a moment later it may be another number."""
        return self._calls.room_for_callers

    async def judge_by(self, judge: Judge) -> None:
        """Let `judge` answer requests before they become calls; once a line."""
        self._doorman = await asyncio.wrap_future(
            self._thread.submit(
                lambda: Doorman(judge, self._trunks, lambda: self._calls.is_full)
            )
        )

    def incoming(self) -> AsyncIterator[PjsuaLeg]:
        return self._incoming

    def followed_transfers(self) -> AsyncIterator[FollowedTransfer]:
        """Only with `SipConfig.follows_transfers`."""
        return self._followed

    async def close(self) -> None:
        """End all calls and free the port. Idempotent."""
        with contextlib.suppress(LineClosed):
            self._thread.submit(self._stack.close)
        await asyncio.wrap_future(self._finished)
        self._runner.join()  # its last lines only: what it had to do is done

    def _expect_trunk(self, name: str) -> None:
        known = [trunk.name for trunk in self._config.trunks]
        if name not in known:
            raise NoSuchTrunk(name=name, known=", ".join(known))

    def _leg(self, call: NewCall) -> PjsuaLeg:
        return PjsuaLeg(call, self._calls, self._thread)

    def _tell_of_trunk(self, state: TrunkState) -> None:
        self._trunk_changes.offer_from_thread(state)

    def _take_incoming(self, call: NewCall) -> None:
        self._incoming.offer_from_thread(self._leg(call))

    def _take_followed(self, transferred_call_id: str, call: NewCall) -> None:
        self._followed.offer_from_thread(
            FollowedTransfer(
                transferred_call_id=transferred_call_id, target=self._leg(call)
            )
        )

    def _run_stack(self) -> None:
        """The whole life of the stack's thread."""
        try:
            self._stack.run(self._address.set_result)
        except Exception as error:  # noqa: BLE001  # carried to `start` or `close`
            failed = self._finished if self._address.done() else self._address
            failed.set_exception(without_frames(error))
        finally:
            self._incoming.close_from_thread()
            self._followed.close_from_thread()
            self._trunk_changes.close_from_thread()
            if not self._finished.done():
                self._finished.set_result(None)


@contextlib.asynccontextmanager
async def open_line(
    config: SipConfig, budget_of: BudgetOf = own_budget
) -> AsyncIterator[PjsuaLine]:
    """Bind, listen, and on leaving end all calls.

    `budget_of` gives each trunk's limits, which other processes may share.

    Raises:
        PortTaken: another process holds the port.
        AddressNotLocal: the bind address is none of this machine's.
    """
    line = PjsuaLine(config, budget_of)
    await line.start()
    try:
        yield line
    finally:
        await line.close()


def leave(exit_code: int) -> NoReturn:
    """End the process without the destructors of C++ objects that Python still holds.

    For a command that used a line: flushes what was written, runs no `atexit`.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_code)
