"""How many calls one machine holds: more and more callers, until it is too slow.

    python -m benchmarks.capacity [--speech CORPUS] [--steps 1,10,20,30,40,50,60]
                                  [--dialogue dense|leads] [--rates 10,20]
                                  [--port 5080 --to 100@127.0.0.1:5060] [--json out.json]

`voicebot serve` with as many lines as the last step asks, and the callers of
benchmarks/callers/, all of a step at the same time: in the ten short questions of
turns.yaml, or (leads) in a published case's dialogue, call after call. It ends at the
first step whose p95 turn latency is above a second, or in which a call failed. First it
is asked how many calls a second it takes.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.callers.cost import Meter
from benchmarks.callers.dialogue import (
    Dialogues,
    Figures,
    count_redirected,
    hold_dialogues,
    milliseconds,
    reasons,
)
from benchmarks.callers.events import by_call, setup_s
from benchmarks.callers.measured_dialogue import AGENTS, DIALOGUES, MeasuredDialogue
from benchmarks.callers.node import Node, serving
from benchmarks.callers.program import calling
from benchmarks.callers.replies import line_replies
from benchmarks.shares import nearest_rank
from benchmarks.tables import figures_table

STEPS = "1,10,20,30,40,50,60"
RATES = "10,20"
TOO_SLOW_S = 1.0
JUDGED_TURNS = 40
"""Of fewer, the 95th percentile is the slowest one or two."""

SETUP_TALK_S = 1.0
"""A caller of the set-up test hangs up so long after the answer."""

console = Console(width=190)

Settings = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked of the node.

    `proxy` is called instead of its phones, which listen from `port` on (0: anywhere).
    """

    steps: Sequence[int]
    rates: Sequence[float]
    dialogue: MeasuredDialogue
    replies: Sequence[Path]
    proxy: str | None
    port: int

    async def addresses(self, node: Node) -> list[str]:
        return [self.proxy] if self.proxy else await node.addresses()


async def set_up(
    node: Node, addresses: Sequence[str], *, rate: float, slots: int
) -> Figures:
    """Calls that come at `rate` a second, three seconds long, and leave soon."""
    calls = min(slots, round(3 * rate))
    options = ("--calls", str(calls), "--rate", str(rate), "--leave", str(SETUP_TALK_S))
    found = by_call([event async for event in calling(addresses, [], *options)])
    await node.until_idle()
    if refused := [e.code for call in found.values() for e in call if e.code]:
        console.print(f"refused with {sorted(set(refused))}", highlight=False)
    times = [took for call in found.values() if (took := setup_s(call)) is not None]
    return {
        "asked_a_second": rate,
        "calls": calls,
        "answered": len(times),
        "redirected": count_redirected(found.values()),
        "p50_ms": milliseconds(nearest_rank(times, 0.5)),
        "p95_ms": milliseconds(nearest_rank(times, 0.95)),
    }


async def climb(node: Node, plan: Plan) -> list[Dialogues]:
    """The steps that were gone; the last one may be the one that was too high."""
    addresses = await plan.addresses(node)
    held: list[Dialogues] = []
    for calls in plan.steps:
        step = await hold_dialogues(
            node, addresses, plan.replies, calls=calls, dialogue=plan.dialogue
        )
        held.append(step)
        console.print(f"{calls} calls: {step.figures()}", highlight=False)
        if not is_borne(step):
            console.print(why_not(step), highlight=False)
            break
    return held


def is_borne(step: Dialogues) -> bool:
    is_slow = step.p95_s is None or step.p95_s > TOO_SLOW_S
    is_judged = len(step.understood_s) >= JUDGED_TURNS
    return not step.failed and not (is_slow and is_judged)


def why_not(step: Dialogues) -> str:
    if step.failed:
        return f"{len(step.failed)} calls failed: {reasons(step.failed.values())}"
    return f"p95 is above {TOO_SLOW_S:g} s"


def memory_a_call_mb(held: Sequence[Dialogues], empty_mb: float) -> float | None:
    """Between the node without a call and the last step that was borne."""
    borne = [step for step in held if is_borne(step)]
    if not borne:
        return None
    return round((borne[-1].spent.memory_mb - empty_mb) / borne[-1].at_once, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What was measured, in rows; turns and calls by how many talked at once."""

    totals: Figures
    set_up: Sequence[Figures]
    turns: Mapping[str, Figures]
    calls: Mapping[str, Figures]

    def print(self) -> None:
        by_rate = {str(row["asked_a_second"]): row for row in self.set_up}
        if by_rate:
            console.print(figures_table("set-up", "calls a second", by_rate))
        console.print(figures_table("turns", "at once", self.turns))
        console.print(figures_table("calls", "at once", self.calls))
        console.print(figures_table("in all", "", {"": self.totals}))


async def measure(plan: Plan, folder: Path) -> Capacity:
    slots = max(plan.steps)
    scenario = plan.dialogue.placed(folder)
    settings: Settings = {"sip": {"port": plan.port}, "agents": AGENTS}
    async with serving(folder, scenario, calls=slots, settings=settings) as node:
        addresses = await plan.addresses(node)
        set_ups = [
            await set_up(node, addresses, rate=rate, slots=slots) for rate in plan.rates
        ]
        empty_mb = Meter(await node.pids()).spent().memory_mb
        held = await climb(node, plan)
    totals: Figures = {
        "calls_borne": max((one.at_once for one in held if is_borne(one)), default=0),
        "memory_empty_mb": round(empty_mb),
        "memory_a_call_mb": memory_a_call_mb(held, empty_mb),
    }
    return Capacity(
        totals=totals,
        set_up=set_ups,
        turns={str(step.at_once): step.turn_figures() for step in held},
        calls={str(step.at_once): step.call_figures() for step in held},
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description="concurrent calls until it is too slow"
    )
    parser.add_argument("--steps", default=STEPS)
    parser.add_argument(
        "--rates", default=RATES, help="calls a second for the set-up test"
    )
    parser.add_argument("--dialogue", choices=DIALOGUES, default="dense")
    parser.add_argument("--speech", type=Path, help="a corpus folder")
    parser.add_argument("--to", help="USER@IP:PORT of a proxy before the phones")
    parser.add_argument("--port", type=int, default=0, help="of the first phone")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dialogue = DIALOGUES[arguments.dialogue]
        plan = Plan(
            steps=[int(step) for step in arguments.steps.split(",")],
            rates=[float(rate) for rate in arguments.rates.split(",") if rate],
            dialogue=dialogue,
            replies=line_replies(arguments.speech, folder, dialogue),
            proxy=arguments.to,
            port=arguments.port,
        )
        found = asyncio.run(measure(plan, folder))
    found.print()
    if arguments.json:
        arguments.json.write_text(json.dumps(asdict(found), indent=2) + "\n")


if __name__ == "__main__":
    main()
