"""Callers in full dialogue with a node, all at the same time: what it gave and cost."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.callers.cost import Cost, Meter
from benchmarks.callers.events import (
    CallerEvent,
    by_call,
    failures,
    setup_s,
    talk_s,
    turn_latencies_s,
)
from benchmarks.callers.node import Node
from benchmarks.callers.program import Cue, calling
from benchmarks.shares import nearest_rank

SCENARIO = Path(__file__).parents[1] / "turns.yaml"
FINISHED = "finished"
"""The outcome of a call that was led through all questions."""

SPREAD_S = 0.8
"""People think for different times: callers do not speak in step."""

CALLS_PER_S = 10.0
GIVES_UP_S = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogues:
    """Calls that were made together; `spent` is what the node used for them.

    `finished` were led to the end of the scenario, `failed` are reasons by call;
    `unheard` are replies that the robot took for silence, and asked again after 5 s.
    """

    calls: int
    latencies_s: Sequence[float]
    setups_s: Sequence[float]
    talk_s: float
    finished: int
    unheard: int
    failed: Mapping[int, Sequence[str]]
    spent: Cost

    @property
    def p95_s(self) -> float | None:
        return nearest_rank(self.latencies_s, 0.95)

    def figures(self) -> dict[str, float | int | None]:
        """CPU is the share of one core that a talking call takes, over all processes."""
        return {
            "calls": self.calls,
            "turns": len(self.latencies_s),
            "p50_ms": milliseconds(nearest_rank(self.latencies_s, 0.5)),
            "p95_ms": milliseconds(self.p95_s),
            "max_ms": milliseconds(max(self.latencies_s, default=None)),
            "finished": self.finished,
            "failed": len(self.failed),
            "unheard": self.unheard,
            "setup_p95_ms": milliseconds(nearest_rank(self.setups_s, 0.95)),
            "cpu_a_call": round(self.spent.cpu_s / max(1.0, self.talk_s), 4),
            "cores": round(self.spent.cpu_s * self.calls / max(1.0, self.talk_s), 2),
            "memory_mb": round(self.spent.memory_mb),
        }


def milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(1000 * seconds)


async def hold_dialogues(
    node: Node,
    addresses: Sequence[str],
    replies: Sequence[Path],
    *options: str,
    calls: int,
) -> Dialogues:
    """`calls` callers at once, from the first question to the robot's good-bye.

    `options` are further ones of the callers' program, such as a bad line's.
    """
    shuffled = random.Random(calls).sample(replies, len(replies))
    meter = Meter(await node.pids())
    finished, unheard = _finished(node), _unheard(node)
    events: list[CallerEvent] = []
    async for event in calling(
        addresses,
        [Cue(said=reply) for reply in shuffled],
        *("--cycle", "--stagger", "--spread", str(SPREAD_S), "--calls", str(calls)),
        *("--rate", str(CALLS_PER_S), "--give-up", str(GIVES_UP_S), *options),
    ):
        events.append(event)
        meter.look()
    spent = meter.spent()
    await node.until_idle()
    return dialogues_of(
        by_call(events),
        finished=_finished(node) - finished,
        unheard=_unheard(node) - unheard,
        spent=spent,
    )


def _finished(node: Node) -> int:
    return [report["outcome"] for report in node.reports()].count(FINISHED)


def _unheard(node: Node) -> int:
    return [event["event"] for event in node.timeline_events()].count("SilenceTaken")


def dialogues_of(
    calls: Mapping[int, Sequence[CallerEvent]],
    *,
    finished: int,
    unheard: int,
    spent: Cost,
) -> Dialogues:
    failed = {number: tuple(failures(call)) for number, call in calls.items()}
    return Dialogues(
        calls=len(calls),
        latencies_s=[
            latency for call in calls.values() for latency in turn_latencies_s(call)
        ],
        setups_s=[
            took for call in calls.values() if (took := setup_s(call)) is not None
        ],
        talk_s=sum(talk_s(call) for call in calls.values()),
        finished=finished,
        unheard=unheard,
        failed={number: why for number, why in failed.items() if why},
        spent=spent,
    )


def reasons(failed: Iterable[Sequence[str]]) -> str:
    """Each different reason once."""
    return ", ".join(sorted({reason for found in failed for reason in found}))
