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
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.callers.dialogue import hold_dialogues
from benchmarks.callers.events import talk_s
from benchmarks.callers.measured_dialogue import (
    AGENTS,
    DIALOGUES,
    SCENARIO,
    MeasuredDialogue,
)
from benchmarks.callers.node import serving, timeline_events
from benchmarks.callers.replies import corpus_replies, line_replies, spoken_replies
from benchmarks.callers.turn_figures import Figures, turn_figures
from benchmarks.callers.turn_kinds import Turn, turns_of
from benchmarks.tables import figures_table
from benchmarks.wire_latency import events_of
from sip.subscriber_process import SubscriberProcess

__all__ = ["QUESTIONS", "SCENARIO", "corpus_replies", "spoken_replies"]

QUESTIONS = 10
CALL_TIMEOUT_S = 180.0

console = Console(width=190)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Turns of calls that were held, and how long these lasted together."""

    turns: Sequence[Turn]
    talk_s: float


async def call_once(replies: Sequence[Path], folder: Path) -> Held:
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
            told, _complaint = await robot.communicate()
            await phone.report()
    events = events_of(recording)
    timeline = timeline_events(Path(json.loads(told)["timeline"]))
    return Held(turns=turns_of(events, timeline), talk_s=talk_s(events))


async def measure(calls: int, replies: Sequence[Path]) -> Figures:
    held = []
    source = cycle(replies)
    for number in range(calls):
        with tempfile.TemporaryDirectory() as folder:
            chosen = list(islice(source, QUESTIONS))
            held.append(await call_once(chosen, Path(folder)))
        console.print(
            f"call {number + 1}: {len(held[-1].turns)} turns", highlight=False
        )
    turns = [turn for one in held for turn in one.turns]
    return turn_figures(turns, sum(one.talk_s for one in held))


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


def alone(calls: int, speech: Path | None) -> tuple[Figures, Table]:
    with tempfile.TemporaryDirectory() as folder:
        replies = corpus_replies(speech) if speech else spoken_replies(Path(folder))
        found = asyncio.run(measure(calls, replies))
    title = "turn latency, from the subscriber's recording"
    return found, figures_table(title, "calls", {str(calls): found})


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
