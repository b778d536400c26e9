"""Callers in full dialogue with a node, all at the same time: what it gave and cost."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.callers.cost import Cost, Meter
from benchmarks.callers.events import (
    CallerEvent,
    by_call,
    call_ids,
    failures,
    setup_s,
    talk_s,
)
from benchmarks.callers.measured_dialogue import (
    DIALOGUES,
    FINISHED,
    SCENARIO,
    MeasuredDialogue,
)
from benchmarks.callers.node import KeptCall, Node
from benchmarks.callers.program import Cue, calling
from benchmarks.callers.turn_figures import (
    Figures,
    latencies_s,
    milliseconds,
    turn_figures,
)
from benchmarks.callers.turn_kinds import Turn, TurnKind, turns_of
from benchmarks.shares import nearest_rank

__all__ = [
    "FINISHED",
    "SCENARIO",
    "Dialogues",
    "Figures",
    "count_redirected",
    "dialogues_of",
    "hold_dialogues",
    "milliseconds",
    "reasons",
]

SPREAD_S = 0.8
"""People think for different times: callers do not speak in step."""

GIVES_UP_S = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogues:
    """Calls that were made, `at_once` of them at a time; `spent` is the node's cost.

    `finished` came to the scenario's good end, `failed` are reasons by call.
    """

    at_once: int
    calls: int
    turns: Sequence[Turn]
    setups_s: Sequence[float]
    talk_s: float
    finished: int
    redirected: int
    failed: Mapping[int, Sequence[str]]
    spent: Cost

    @property
    def understood_s(self) -> list[float]:
        """Latencies of the replies that were understood: of these the targets speak."""
        return latencies_s(self.turns, TurnKind.UNDERSTOOD)

    @property
    def p95_s(self) -> float | None:
        return nearest_rank(self.understood_s, 0.95)

    def figures(self) -> Figures:
        return {**self.turn_figures(), **self.call_figures()}

    def turn_figures(self) -> Figures:
        return turn_figures(self.turns, self.talk_s)

    def call_figures(self) -> Figures:
        """CPU is the share of one core that a talking call takes, over all processes."""
        cpu_a_call = self.spent.cpu_s / max(1.0, self.talk_s)
        return {
            "calls": self.calls,
            "finished": self.finished,
            "failed": len(self.failed),
            "redirected": self.redirected,
            "setup_p95_ms": milliseconds(nearest_rank(self.setups_s, 0.95)),
            "cpu_a_call": round(cpu_a_call, 4),
            "cores": round(cpu_a_call * self.at_once, 2),
            "memory_mb": round(self.spent.memory_mb),
        }


async def hold_dialogues(
    node: Node,
    addresses: Sequence[str],
    replies: Sequence[Path],
    *options: str,
    calls: int,
    dialogue: MeasuredDialogue = DIALOGUES["dense"],
) -> Dialogues:
    """`calls` callers at once, from the first question to the robot's good-bye.

    `options` are further ones of the callers' program, such as a bad line's.
    """
    shuffled = random.Random(calls).sample(replies, len(replies))
    meter = Meter(await node.pids())
    events: list[CallerEvent] = []
    async for event in calling(
        addresses,
        [Cue(said=reply) for reply in shuffled],
        *("--calls", str(calls * dialogue.rounds), "--at-once", str(calls)),
        *("--cycle", "--stagger", "--spread", str(SPREAD_S)),
        *(
            "--rate",
            str(dialogue.calls_a_second(calls)),
            "--give-up",
            str(GIVES_UP_S),
            *options,
        ),
    ):
        events.append(event)
        meter.look()
    spent = meter.spent()
    await node.until_idle()
    return dialogues_of(
        by_call(events),
        node.kept_calls(call_ids(events)),
        at_once=calls,
        good_end=dialogue.good_end,
        spent=spent,
    )


def dialogues_of(
    calls: Mapping[int, Sequence[CallerEvent]],
    kept: Mapping[str, KeptCall],
    *,
    at_once: int,
    good_end: str,
    spent: Cost,
) -> Dialogues:
    """The callers' events joined with what the robot kept, by Call-ID."""
    failed = {number: tuple(failures(call)) for number, call in calls.items()}
    return Dialogues(
        at_once=at_once,
        calls=len(calls),
        turns=[turn for call in calls.values() for turn in _turns(call, kept)],
        setups_s=[
            took for call in calls.values() if (took := setup_s(call)) is not None
        ],
        talk_s=sum(talk_s(call) for call in calls.values()),
        finished=[one.report["outcome"] for one in kept.values()].count(good_end),
        redirected=count_redirected(calls.values()),
        failed={number: why for number, why in failed.items() if why},
        spent=spent,
    )


def _turns(call: Sequence[CallerEvent], kept: Mapping[str, KeptCall]) -> list[Turn]:
    found = [kept[call_id] for call_id in call_ids(call) if call_id in kept]
    return turns_of(call, found[0].timeline if found else ())


def count_redirected(calls: Collection[Sequence[CallerEvent]]) -> int:
    """How many calls went where a phone pointed, instead of to the phone called."""
    return sum(any(e.event == "redirected" for e in call) for call in calls)


def reasons(failed: Iterable[Sequence[str]]) -> str:
    """Each different reason once."""
    return ", ".join(sorted({reason for found in failed for reason in found}))
