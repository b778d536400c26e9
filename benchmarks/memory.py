"""Does a node grow with the calls it has had? Resident memory after many short ones.

    python -m benchmarks.memory [--calls 1000] [--lines 8] [--speech CORPUS]
                                [--json out.json]

One question, one answer, good-bye (memory.yaml), half of the lines at once. Each
process is looked at while no call goes on: after 10 %, 50 % and 100 % of the calls.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Mapping, Sequence
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
SHARES = (0.1, 0.5, 1.0)
MOST_GROWTH = 0.05
MOST_CALLS_A_RUN = 4000
GIVES_UP_S = 60.0

console = Console(width=120)

Figures = dict[str, float | int | None]
Memory = Mapping[str, float]
"""MB by process."""


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
) -> tuple[list[Memory], int]:
    """Memory after each share of the calls, and how many calls failed."""
    seen: list[Memory] = []
    failed = done = 0
    async with serving(folder, SCENARIO, calls=lines) as node:
        for share in SHARES:
            batch = round(share * calls) - done
            failed += await hold(node, cues, calls=batch, at_once=max(1, lines // 2))
            done += batch
            seen.append({n: resident_mb(pid) for n, pid in (await node.pids()).items()})
            console.print(f"after {done} calls: {sum(seen[-1].values()):.0f} MB")
    return seen, failed


def growth(seen: Sequence[Memory]) -> dict[str, Figures]:
    """By process, and of all; `growth` is from the first look to the last, as a share."""
    rows = {name: [look[name] for look in seen] for name in seen[0]}
    rows["all"] = [sum(look.values()) for look in seen]
    return {
        name: {
            **{
                f"at_{share:.0%}_mb": round(memory, 1)
                for share, memory in zip(SHARES, row, strict=True)
            },
            "growth": round(row[-1] / row[0] - 1, 4),
        }
        for name, row in rows.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="a node's memory after many calls")
    parser.add_argument("--calls", type=int, default=1000, help="10 … 4000")
    parser.add_argument("--lines", type=int, default=8)
    parser.add_argument("--speech", type=Path, help="a corpus folder")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    if not 1 / SHARES[0] <= arguments.calls <= MOST_CALLS_A_RUN:
        parser.error(f"--calls is 10 … {MOST_CALLS_A_RUN}")
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
