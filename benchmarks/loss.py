"""What a bad line does to a dialogue: loss, outages, jitter, and no packets at all.

    python -m benchmarks.loss [--calls 4] [--speech CORPUS] [--json out.json]

Callers of benchmarks/callers/ in the ten questions of turns.yaml; their packets, and
those they get, are lost as each row says. At 5 % and with outages of 200 ms the
dialogue must go on, at 40 % it may end, but with a good-bye; a caller whose packets stop
for good is hung up after `sip.rtp_silence_s`.
"""

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.callers.dialogue import SCENARIO, Dialogues, hold_dialogues
from benchmarks.callers.node import Node, serving
from benchmarks.callers.replies import line_replies
from benchmarks.tables import figures_table

LINES = {
    "clean": (),
    "5 % lost": ("--loss", "0.05"),
    "10 % lost": ("--loss", "0.1"),
    "200 ms lost every 4 s": ("--burst", "0.2:4"),
    "jitter up to 40 ms": ("--jitter", "0.04"),
    "40 % lost": ("--loss", "0.4"),
    "gone after 6 s": ("--vanish", "6"),
}
RTP_SILENCE_S = 5.0

console = Console(width=140)

Figures = dict[str, float | int | str | None]


async def measure(
    folder: Path, replies: Sequence[Path], *, calls: int, lines: Sequence[str]
) -> dict[str, Figures]:
    """By line."""
    settings = {"sip": {"rtp_silence_s": RTP_SILENCE_S}}
    found = {}
    async with serving(folder, SCENARIO, calls=calls, settings=settings) as node:
        addresses = await node.addresses()
        for line in lines:
            before = ends(node)
            held = await hold_dialogues(
                node, addresses, replies, *LINES[line], calls=calls
            )
            found[line] = row(held, ends(node) - before)
            console.print(f"{line}: {found[line]}", highlight=False)
    return found


def ends(node: Node) -> Counter[str]:
    """Who ended the robot's calls, how often."""
    return Counter(str(report["hung_up_by"]) for report in node.reports())


def row(held: Dialogues, ended: Counter[str]) -> Figures:
    figures = held.figures()
    kept = (
        *("calls", "turns", "p50_ms", "p95_ms", "no_match", "unheard"),
        *("finished", "failed"),
    )
    by = ", ".join(f"{who} {count}" for who, count in sorted(ended.items()))
    return {
        **{name: figures[name] for name in kept},
        "call_s": round(held.talk_s / held.calls, 1),
        "ended_by": by,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="dialogues over bad lines")
    parser.add_argument("--calls", type=int, default=4, help="at once, on each line")
    parser.add_argument("--lines", help="some of them, commas between", default="")
    parser.add_argument("--speech", type=Path, help="a corpus folder")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    lines = arguments.lines.split(",") if arguments.lines else list(LINES)
    if unknown := set(lines) - set(LINES):
        parser.error(
            f"no such line: {', '.join(unknown)}; there are {', '.join(LINES)}"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        replies = line_replies(arguments.speech, folder)
        found = asyncio.run(
            measure(folder, replies, calls=arguments.calls, lines=lines)
        )
    console.print(figures_table("bad lines", "line", found))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
