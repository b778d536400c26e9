"""Does a node grow with the calls it has had? Resident memory after many short ones.

    python -m benchmarks.memory [--calls 1000] [--lines 8] [--speech CORPUS]
                                [--json out.json]

One question, one answer, good-bye (memory.yaml), half of the lines at once. After a
warm-up of two calls a line, each process is looked at while no call goes on: before the
calls, and after every fourth of them.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.callers.cost import resident_mb
from benchmarks.callers.dialogue import reasons
from benchmarks.callers.events import by_call, failures
from benchmarks.callers.node import Node, serving
from benchmarks.callers.program import Cue, calling
from benchmarks.callers.replies import line_replies
from benchmarks.tables import figures_table

SCENARIO = Path(__file__).with_name("memory.yaml")
SHARES = (0.25, 0.5, 0.75, 1.0)
WARM_UP_CALLS_A_LINE = 2
"""First calls load code, fill caches and grow pools to what a slot needs."""

MOST_GROWTH = 0.05
MOST_CALLS_A_RUN = 4000
GIVES_UP_S = 60.0

console = Console(width=120)

Figures = dict[str, float | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Each process's resident memory, and how many calls each phone has taken so far."""

    memory_mb: Mapping[str, float]
    calls: Mapping[str, int]


async def hold(node: Node, cues: Sequence[Cue], *, calls: int, at_once: int) -> int:
    """Short calls one after another; how many failed, with their reasons printed."""
    options = ("--calls", str(calls), "--at-once", str(at_once), "--rate", "10")
    events = calling(
        await node.addresses(),
        cues,
        *("--cycle", "--stagger", "--give-up", str(GIVES_UP_S), *options),
    )
    found = by_call([event async for event in events])
    failed = [why for call in found.values() if (why := tuple(failures(call)))]
    await node.until_idle()
    if failed:
        console.print(f"{len(failed)} calls failed: {reasons(failed)}")
    return len(failed)


async def measure(
    folder: Path, cues: Sequence[Cue], *, calls: int, lines: int
) -> tuple[list[Look], int]:
    """What was seen after the warm-up and after each share, and how many calls failed."""
    async with serving(folder, SCENARIO, calls=lines) as node:
        warm_up = WARM_UP_CALLS_A_LINE * lines
        failed = await hold(node, cues, calls=warm_up, at_once=lines)
        seen = [await look(node)]
        done = 0
        for share in SHARES:
            batch = round(share * calls) - done
            failed += await hold(node, cues, calls=batch, at_once=max(1, lines // 2))
            done += batch
            seen.append(await look(node))
            total_mb = sum(seen[-1].memory_mb.values())
            console.print(f"after {done} calls: {total_mb:.0f} MB")
        if died := await node.restarted():
            console.print(f"not comparable, for they died: {', '.join(died)}")
    return seen, failed


async def look(node: Node) -> Look:
    pids = await node.pids()
    return Look(
        memory_mb={name: resident_mb(pid) for name, pid in pids.items()},
        calls=await node.taken(),
    )


def growth(seen: Sequence[Look]) -> dict[str, Figures]:
    """By process, and of all; from the first look to the last.

    `growth` is a share, `kb_a_call` of a phone is by its own calls, else by all.
    """
    first, last = seen[0], seen[-1]
    own = {name: last.calls[name] - count for name, count in first.calls.items()}
    found = {
        name: _row(
            [one.memory_mb[name] for one in seen], own.get(name, sum(own.values()))
        )
        for name in first.memory_mb
    }
    totals = [sum(one.memory_mb.values()) for one in seen]
    return {**found, "all": _row(totals, sum(own.values()))}


def _row(memory_mb: Sequence[float], calls: int) -> Figures:
    looks = {
        f"at_{share:.0%}_mb": round(mb, 1)
        for share, mb in zip((0.0, *SHARES), memory_mb, strict=True)
    }
    grown_mb = memory_mb[-1] - memory_mb[0]
    return {
        **looks,
        "growth": round(grown_mb / memory_mb[0], 4),
        "calls": calls,
        "kb_a_call": round(1024 * grown_mb / max(1, calls), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="a node's memory after many calls")
    parser.add_argument("--calls", type=int, default=1000, help="4 … 4000")
    parser.add_argument("--lines", type=int, default=8)
    parser.add_argument("--speech", type=Path, help="a corpus folder")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    if not 1 / SHARES[0] <= arguments.calls <= MOST_CALLS_A_RUN:
        parser.error(f"--calls is 4 … {MOST_CALLS_A_RUN}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cues = [Cue(said=said) for said in line_replies(arguments.speech, folder)]
        seen, failed = asyncio.run(
            measure(folder, cues, calls=arguments.calls, lines=arguments.lines)
        )
    found = growth(seen)
    console.print(figures_table("resident memory", "process", found))
    console.print(f"calls failed: {failed}; growth to stay within {MOST_GROWTH:.0%}")
    if arguments.json:
        kept = {"calls": arguments.calls, "failed": failed, "processes": found}
        arguments.json.write_text(json.dumps(kept, indent=2) + "\n")


if __name__ == "__main__":
    main()
