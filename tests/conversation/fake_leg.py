"""A leg without a telephone, on a clock that runs as fast as the test does."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import numpy as np
from typing_extensions import override

from sip.errors import LineBusy
from sip.leg import (
    FRAME_SAMPLES,
    RATE_HZ,
    AudioTick,
    Disposition,
    HungUpBy,
    KeyPressed,
    Leg,
    Samples,
    TransferResult,
)
from voicebot.rehearsal.frames import SILENCE
from voicebot.rehearsal.virtual_leg import VirtualLeg

LOOP_TURNS_A_TICK = 12
"""Enough for everything that a tick sets off to happen before the next one."""

_VOICE: Samples = np.full(FRAME_SAMPLES, 2000, np.int16)
_LONGEST_TICKS = 50 * 120


class FakeLeg(VirtualLeg):
    """Implements `sip.leg.Leg`. The caller is `drawing`, one character per 100 ms.

    `#` speaks, `.` is silent, a digit presses that key, `H` the key `#`, `|` hangs up,
    and `~` is silent until the robot has spoken and then been silent for 200 ms, `!`
    only until its last sample. The drawing is followed by silence.
    """

    call_id = "fake"
    remote_uri = "sip:nobody@127.0.0.1"

    def __init__(
        self,
        drawing: str = "",
        *,
        transfer: Disposition = Disposition.ANSWERED,
        rings_s: float = 0.0,
        agent: "FakeLeg | None" = None,
    ) -> None:
        """A transfer rings for `rings_s` of the call before it ends as `transfer`.

        An `agent` who is called answers then, or ends as its own `transfer`; without
        one there is no free line.
        """
        super().__init__()
        self._waiting = np.zeros(0, np.int16)
        self._drawing = drawing
        self._transfer = transfer
        self._rings_s = rings_s
        self._agent = agent
        self.bridged_with: list[Leg] = []
        self._alarms: list[tuple[int, asyncio.Future[None]]] = []
        self._robot_silent_ticks = 1
        self.transferred_to: list[str] = []
        self.played: list[Samples] = []

    async def audio(self) -> AsyncIterator[AudioTick]:
        for heard in self._caller():
            for _ in range(LOOP_TURNS_A_TICK):
                await asyncio.sleep(0)
            if self.is_over:
                return
            played = self.pass_time(FRAME_SAMPLES)
            self.played.append(played)
            self._ring_alarms()
            is_silent = not played.any()
            self._robot_silent_ticks = self._robot_silent_ticks + 1 if is_silent else 0
            yield AudioTick(heard=heard, played=played)
        raise AssertionError("the call goes on for ever")

    @override
    def play(self, samples: Samples) -> None:
        self._waiting = np.concatenate([self._waiting, samples])

    @override
    def discard(self) -> int:
        discarded = len(self._waiting)
        self._waiting = self._waiting[:0]
        return discarded

    @property
    @override
    def waiting_samples(self) -> int:
        return len(self._waiting)

    async def press(self, keys: str) -> None:
        raise AssertionError(f"nobody listens to {keys}")

    async def transfer(self, uri: str, *, ring_s: float) -> TransferResult:
        self.transferred_to.append(uri)
        await self.passed(self._rings_s)
        return TransferResult(disposition=self._transfer, sip_code=200, reason="said")

    async def call_agent(self, uri: str, *, ring_s: float, wait_s: float) -> Leg:
        self.transferred_to.append(uri)
        await self.passed(self._rings_s)
        if self._agent is None:
            raise LineBusy(slots=0)
        await self._agent.be_called()
        return self._agent

    async def bridge(self, agent: Leg) -> None:
        self.bridged_with.append(agent)

    async def be_called(self) -> None:
        if self._transfer is Disposition.ANSWERED:
            await self.answer()
        else:
            self._end(None, self._transfer)

    async def passed(self, duration_s: float) -> None:
        """Wait for so much of the call."""
        ticks = round(duration_s * RATE_HZ / FRAME_SAMPLES)
        alarm: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if ticks:
            self._alarms.append((len(self.played) + ticks, alarm))
            await alarm

    def _ring_alarms(self) -> None:
        for due, alarm in self._alarms:
            if due <= len(self.played) and not alarm.done():
                alarm.set_result(None)

    def pass_time(self, samples: int) -> Samples:
        """Play the next samples, of any number; silence where nothing waits."""
        played = self._waiting[:samples]
        self._waiting = self._waiting[samples:]
        return np.pad(played, (0, samples - len(played)))

    def _caller(self) -> Iterator[Samples]:
        for mark in self._drawing:
            match mark:
                case "#":
                    yield from [_VOICE] * 5
                case "~":
                    yield from self._until_robot_is_silent(ticks=10)
                case "!":
                    yield from self._until_robot_is_silent(ticks=1)
                case "|":
                    self._end(HungUpBy.CALLER)
                    yield SILENCE
                case ".":
                    yield from [SILENCE] * 5
                case _:
                    key = "#" if mark == "H" else mark
                    self._tell(KeyPressed(key=key))
        for _ in range(_LONGEST_TICKS):
            yield SILENCE

    def _until_robot_is_silent(self, *, ticks: int) -> Iterator[Samples]:
        while self._robot_silent_ticks > 0:
            yield SILENCE
        while self._robot_silent_ticks < ticks:
            yield SILENCE
