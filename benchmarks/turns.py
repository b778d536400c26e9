"""How long a caller waits for the robot's reply, over real SIP and RTP on loopback.

    python -m benchmarks.turns [--calls 5] [--speech CORPUS] [--json out.json]
    python -m benchmarks.turns --calls-at-once 1,10,20,40 [--dialogue dense|leads]
                               [--speech CORPUS] [--json out.json]

Each call asks the ten questions of turns.yaml and is answered with recorded speech; at
once, `--dialogue leads` holds a published case's dialogue instead.
Without CORPUS (a folder as for hearing.py) the replies are spoken by the robot's own
synthesizer. Alone, `voicebot call` calls the simulated subscriber, and latency is read
off that one's recording: its last sample of speech to the robot's first. At once, the
callers of benchmarks/callers/ call a node, and latency is read off their RTP.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.callers.dialogue import SCENARIO, Figures, hold_dialogues
from benchmarks.callers.measured_dialogue import AGENTS, DIALOGUES, MeasuredDialogue
from benchmarks.callers.node import serving
from benchmarks.callers.replies import corpus_replies, line_replies, spoken_replies
from benchmarks.tables import figures_table
from benchmarks.wire_latency import percentile, turn_latencies_s
from sip.subscriber_process import SubscriberProcess

__all__ = ["QUESTIONS", "SCENARIO", "corpus_replies", "spoken_replies"]

QUESTIONS = 10
CALL_TIMEOUT_S = 180.0

console = Console(width=190)


async def call_once(replies: Sequence[Path], folder: Path) -> list[float]:
    """One call's turn latencies in seconds."""
    recording = folder / "subscriber.wav"
    options = [part for path in replies for part in ("--reply", str(path))]
    async with SubscriberProcess(
        *options, "--record", str(recording), "--calls", "1", "--ring", "200ms"
    ) as phone:
        robot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "voicebot", "call", phone.uri),
            *("--scenario", str(SCENARIO), "--json"),
            env={**os.environ, "VOICEBOT_FOLDERS__RECORDINGS": str(folder)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        async with asyncio.timeout(CALL_TIMEOUT_S):
            await robot.communicate()
            await phone.report()
    return turn_latencies_s(recording)


async def measure(calls: int, replies: Sequence[Path]) -> list[float]:
    latencies: list[float] = []
    source = cycle(replies)
    for number in range(calls):
        with tempfile.TemporaryDirectory() as folder:
            chosen = list(islice(source, QUESTIONS))
            found = await call_once(chosen, Path(folder))
        console.print(f"call {number + 1}: {len(found)} turns", highlight=False)
        latencies += found
    return latencies


def figures(latencies_s: Sequence[float]) -> dict[str, float | int]:
    """Milliseconds; nearest-rank percentiles."""
    return {
        "turns": len(latencies_s),
        "p50_ms": round(1000 * statistics.median(latencies_s)),
        "p95_ms": round(1000 * percentile(latencies_s, 0.95)),
        "max_ms": round(1000 * max(latencies_s)),
    }


async def measure_at_once(
    steps: Sequence[int],
    dialogue: MeasuredDialogue,
    replies: Sequence[Path],
    folder: Path,
) -> dict[str, Figures]:
    """Figures by the number of calls; one node serves all steps."""
    found = {}
    scenario = dialogue.placed(folder)
    settings = {"agents": AGENTS}
    async with serving(folder, scenario, calls=max(steps), settings=settings) as node:
        addresses = await node.addresses()
        for calls in steps:
            held = await hold_dialogues(
                node, addresses, replies, calls=calls, dialogue=dialogue
            )
            found[str(calls)] = held.turn_figures()
            console.print(f"{calls} calls: {held.figures()}", highlight=False)
    return found


def alone(calls: int, speech: Path | None) -> tuple[dict[str, float | int], Table]:
    with tempfile.TemporaryDirectory() as folder:
        replies = corpus_replies(speech) if speech else spoken_replies(Path(folder))
        found = figures(asyncio.run(measure(calls, replies)))
    table = Table(title="turn latency, from the subscriber's recording")
    for name in found:
        table.add_column(name, justify="right")
    table.add_row(*(str(value) for value in found.values()))
    return found, table


def at_once(
    steps: Sequence[int], dialogue: MeasuredDialogue, speech: Path | None
) -> tuple[dict[str, Figures], Table]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        replies = line_replies(speech, folder, dialogue)
        found = asyncio.run(measure_at_once(steps, dialogue, replies, folder))
    return found, figures_table("turn latency, from the callers' RTP", "at once", found)


def main() -> None:
    parser = argparse.ArgumentParser(description="turn latency at the caller's ear")
    parser.add_argument("--calls", type=int, default=5)
    parser.add_argument("--calls-at-once", help="through a node: 1,10,20,40")
    parser.add_argument("--dialogue", choices=DIALOGUES, default="dense")
    parser.add_argument("--speech", type=Path, help="a corpus folder")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    found: object
    if arguments.calls_at_once:
        steps = [int(step) for step in arguments.calls_at_once.split(",")]
        dialogue = DIALOGUES[arguments.dialogue]
        found, table = at_once(steps, dialogue, arguments.speech)
    else:
        found, table = alone(arguments.calls, arguments.speech)
    console.print(table)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
