"""A call of pjsua2, as asyncio sees it."""

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator

from sip.ask_again import SlotClosing, TrunkTooSoon
from sip.calls import Calls
from sip.config import STACK_CALLS
from sip.door import Door
from sip.errors import LineBusy, LineClosed, TrunksBusy
from sip.leg import AudioTick, Leg, LegEvent, Samples, TransferResult
from sip.new_call import NewCall
from sip.number import bare_number
from sip.pjsip_thread import PjsipThread
from sip.progress import Stop
from sip.transfer import STEPS_CAPACITY, TransferStep, not_answered, outcome_of
from sip.uri import checked_uri, user_of

RINGING = 180
SESSION_PROGRESS = 183
OK = 200
SLOT_POLL_S = 0.1
"""How often a caller who waits for a slot asks whether one is free."""

_KEYS = re.compile(r"[0-9*#A-D]{1,32}")


class PjsuaLeg:
    """Implements `sip.leg.Leg`.

    Audio reaches the leg's door on the media thread; commands go to the stack's
    thread; all that stands here runs on the event loop. An inbound leg may play
    before its answer, once `send_early_media` opened the way.
    """

    def __init__(self, call: NewCall, calls: Calls, thread: PjsipThread) -> None:
        self._number = call.number
        self._call_id = call.call_id
        self._remote_uri = call.remote_uri
        self._local_uri = call.local_uri
        self._trunk = call.trunk
        self._audio = call.audio
        self._progress = call.progress
        self._calls = calls
        self._commands = calls.commands
        self._thread = thread

    @property
    def number(self) -> int:
        """Which of the line's calls it is, counted from its opening."""
        return self._number

    @property
    def call_id(self) -> str:
        return self._call_id

    @property
    def remote_uri(self) -> str:
        return self._remote_uri

    @property
    def called(self) -> str:
        """The number or name that was dialled: the user part of our own address."""
        return user_of(self._local_uri)

    @property
    def trunk(self) -> str:
        """The trunk that it came in by; empty for a call that it placed, or by none."""
        return self._trunk

    @property
    def waiting_samples(self) -> int:
        return self._audio.playback.waiting_samples

    @property
    def dropped_ticks(self) -> int:
        """Ticks lost because the loop stood still for longer than the door holds."""
        return self._audio.ticks.dropped

    def events(self) -> AsyncIterator[LegEvent]:
        return self._progress.events

    def audio(self) -> AsyncIterator[AudioTick]:
        return self._audio.ticks

    def play(self, samples: Samples) -> None:
        self._audio.playback.append(samples)

    def discard(self) -> int:
        return self._audio.playback.discard()

    async def ring(self) -> None:
        """Send 180; only a line that does not ring by itself needs it."""
        await self._respond(RINGING)

    async def send_early_media(self) -> None:
        """Send 183 with a media description: what is played is heard from here on."""
        await self._respond(SESSION_PROGRESS)

    async def answer(self) -> None:
        await self._respond(OK)

    async def hang_up(self) -> None:
        await asyncio.wrap_future(
            self._thread.submit(
                lambda: self._commands.hang_up(self._number, Stop.ROBOT)
            )
        )

    async def refuse(self, sip_code: int) -> None:
        """Refuse an inbound call that was not answered, with a final SIP code."""
        await asyncio.wrap_future(
            self._thread.submit(
                lambda: self._commands.hang_up(self._number, Stop.ROBOT, sip_code)
            )
        )

    async def press(self, keys: str) -> None:
        """Send DTMF digits.

        Raises:
            ValueError: not 1 to 32 of the keys `0`-`9`, `*`, `#`, `A`-`D`.
        """
        if not _KEYS.fullmatch(keys):
            raise ValueError(f'"{keys}" is not 1 to 32 keys of 0-9, *, #, A-D')
        await asyncio.wrap_future(
            self._thread.submit(lambda: self._commands.press(self._number, keys))
        )

    async def transfer(self, uri: str, *, ring_s: float) -> TransferResult:
        """Blind transfer; the call itself stays until somebody hangs it up.

        Raises:
            InvalidSipUri: `uri` is no SIP URI.
        """
        target = checked_uri(uri)
        loop = asyncio.get_running_loop()
        steps: Door[TransferStep] = Door(loop, capacity=STEPS_CAPACITY)
        try:
            async with asyncio.timeout(ring_s):
                await asyncio.wrap_future(
                    self._thread.submit(
                        lambda: self._commands.transfer(self._number, target, steps)
                    )
                )
                return await outcome_of(steps)
        except TimeoutError:
            return not_answered(ring_s)

    async def call_agent(self, uri: str, *, ring_s: float, wait_s: float) -> "PjsuaLeg":
        """Call an address or a number for this call, as soon as a slot is free.

        Raises:
            LineBusy: no slot became free within `wait_s`.
            TrunksBusy: no trunk's channel did, or its turn did not come.
            LineClosed: this call is over.
            InvalidSipUri: neither an address nor, where there are trunks, a number.
        """
        is_number = self._calls.has_trunks and bare_number(uri) is not None
        target = uri if is_number else checked_uri(uri)
        last_try_s = time.monotonic() + wait_s
        try:
            while True:
                try:
                    return await self._placed_agent(target, ring_s)
                except TrunkTooSoon as pace:
                    if time.monotonic() > last_try_s:
                        raise TrunksBusy(names=pace.name) from None
                except SlotClosing:
                    if time.monotonic() > last_try_s:
                        raise LineBusy(slots=STACK_CALLS) from None
                except TrunksBusy:
                    if time.monotonic() > last_try_s:
                        raise
                await asyncio.sleep(SLOT_POLL_S)
        finally:
            with contextlib.suppress(LineClosed):
                self._thread.submit(lambda: self._calls.stop_waiting(self._number))

    async def bridge(self, agent: Leg) -> None:
        """Join this call with one that `call_agent` made.

        Raises:
            TypeError: the agent's leg is none of this stack's.
        """
        if not isinstance(agent, PjsuaLeg):
            raise TypeError("only calls of one line can be bridged")
        await asyncio.wrap_future(
            self._thread.submit(lambda: self._calls.bridge(self._number, agent.number))
        )

    async def _placed_agent(self, target: str, ring_s: float) -> "PjsuaLeg":
        call = await asyncio.wrap_future(
            self._thread.submit(
                lambda: self._calls.place_agent(self._number, target, ring_s)
            )
        )
        if call is None:
            raise LineClosed
        return PjsuaLeg(call, self._calls, self._thread)

    async def _respond(self, sip_code: int) -> None:
        await asyncio.wrap_future(
            self._thread.submit(lambda: self._commands.respond(self._number, sip_code))
        )
