"""How evenly a leg ticks, how late it hears and speaks, and what it costs.

    python -m benchmarks.telephone [--seconds 20] [--json FILE]

Each row is a call (or four) to a bare RTP peer on loopback. `wire to tick`: from a
packet's departure at the peer to the tick that holds it, jitter buffer included.
`play to wire`: from `Leg.play` to the packet's arrival at the peer. `busy`: another
thread of this process computes without a pause.
"""

import argparse
import asyncio
import json
import random
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.rtp_peer import RtpPeer, WireTimes
from sip.config import SipConfig
from sip.endpoint import open_line
from sip.leg import Answered, Leg

_LOUD = 1000
_CLICK = np.full(160, 8000, np.int16)
_LOST_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Milliseconds as (p50, p99); CPU of one core, for the whole process."""

    legs: int
    is_busy: bool
    tick_ms: tuple[float, float]
    wire_to_tick_ms: tuple[float, float]
    play_to_wire_ms: tuple[float, float]
    cpu_percent: float


async def measured(legs: int, seconds: float, *, is_busy: bool) -> Row:
    peers = [RtpPeer() for _ in range(legs)]
    async with open_line(SipConfig(bind="127.0.0.1", port=0)) as line:
        placed = [await line.place(peer.uri, ring_s=5) for peer in peers]
        for leg in placed:
            await _answered(leg)
        ears = [Ear() for _ in placed]
        async with asyncio.TaskGroup() as tasks:
            for leg, ear in zip(placed, ears, strict=True):
                tasks.create_task(ear.listen(leg))
            with _busy_thread(is_busy):
                began, began_cpu = time.monotonic(), time.process_time()
                played_s = await _speak(placed, seconds)
                cpu = (time.process_time() - began_cpu) / (time.monotonic() - began)
            for leg in placed:
                await leg.hang_up()
    wire, *_others = [peer.times() for peer in peers]
    return _row((legs, is_busy), ears[0], played_s, wire, cpu)


async def _answered(leg: Leg) -> None:
    async for event in leg.events():
        if isinstance(event, Answered):
            return


class Ear:
    """When each tick of a leg came, and those that held a click."""

    def __init__(self) -> None:
        self.ticks_s: list[float] = []
        self.clicks_s: list[float] = []

    async def listen(self, leg: Leg) -> None:
        async for tick in leg.audio():
            self.ticks_s.append(time.monotonic())
            if np.abs(tick.heard).max() > _LOUD:
                self.clicks_s.append(self.ticks_s[-1])


async def _speak(legs: Sequence[Leg], seconds: float) -> list[float]:
    played_s: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        await asyncio.sleep(random.uniform(0.15, 0.25))  # spreads the phase
        played_s.append(time.monotonic())
        for leg in legs:
            leg.play(_CLICK)
    await asyncio.sleep(_LOST_S)
    return played_s


@contextmanager
def _busy_thread(is_busy: bool) -> Iterator[None]:
    stop = threading.Event()

    def compute() -> None:
        while not stop.is_set():
            sum(number * number for number in range(1000))

    if is_busy:
        threading.Thread(target=compute, daemon=True).start()
    yield
    stop.set()


def _row(
    case: tuple[int, bool], ear: Ear, played_s: list[float], wire: WireTimes, cpu: float
) -> Row:
    return Row(
        legs=case[0],
        is_busy=case[1],
        tick_ms=_spread_ms(list(np.diff(ear.ticks_s))),
        wire_to_tick_ms=_spread_ms(_delays(wire.clicks_sent_s, ear.clicks_s)),
        play_to_wire_ms=_spread_ms(_delays(played_s, wire.loud_received_s)),
        cpu_percent=round(100 * cpu, 1),
    )


def _delays(causes_s: list[float], effects_s: list[float]) -> list[float]:
    """From each cause to the next effect; those that had none in a second are lost."""
    following = ((cause, bisect_left(effects_s, cause)) for cause in causes_s)
    delays = [effects_s[at] - cause for cause, at in following if at < len(effects_s)]
    return [delay for delay in delays if delay < _LOST_S]


def _spread_ms(values_s: list[float]) -> tuple[float, float]:
    p50, p99 = np.percentile(np.array(values_s) * 1000, [50, 99])
    return round(float(p50), 1), round(float(p99), 1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--json", type=Path)
    given = options.parse_args()
    print(f"{'legs':>4} {'busy':>5} {'tick ms':>14} {'wire to tick':>14}", end="")
    print(f" {'play to wire':>14} {'CPU %':>6}   (p50, p99)")
    rows = []
    for legs, is_busy in ((1, False), (4, False), (4, True)):
        row = asyncio.run(measured(legs, given.seconds, is_busy=is_busy))
        rows.append(asdict(row))
        print(
            f"{legs:>4} {is_busy!s:>5} {row.tick_ms!s:>14} {row.wire_to_tick_ms!s:>14}"
            f" {row.play_to_wire_ms!s:>14} {row.cpu_percent:>6}"
        )
    if given.json:
        given.json.write_text(json.dumps(rows, indent=2))


if __name__ == "__main__":
    main()
