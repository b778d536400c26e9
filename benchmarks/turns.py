"""How long a caller waits for the robot's reply, over real SIP and RTP on loopback.

    python -m benchmarks.turns [--calls 5] [--speech CORPUS] [--json out.json]

Each call asks the ten questions of turns.yaml; the simulated subscriber answers each
with recorded speech and records both directions. Latency is read off that recording:
its last sample of speech to the robot's first. Without CORPUS (a folder as for
hearing.py) the replies are spoken by the robot's own synthesizer.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

import soundfile
from rich.console import Console
from rich.table import Table

from benchmarks.corpus import read_corpus
from benchmarks.wire_latency import percentile, turn_latencies_s
from sip.subscriber_process import SubscriberProcess
from voicebot.conversation.voice import open_voice
from voicebot.settings import load_settings

SCENARIO = Path(__file__).with_name("turns.yaml")
QUESTIONS = 10
CALL_TIMEOUT_S = 180.0
REPLIES = ("Да.", "Нет.", "Да, конечно.", "Перезвоните через полчаса.", "Нет, спасибо.")
PLAIN_INTENTS = ("yes", "no", "call_later")

console = Console(width=120)


def spoken_replies(folder: Path) -> list[Path]:
    """The replies spoken by the robot's own synthesizer, one file each."""
    paths = []
    with closing(open_voice(load_settings())) as voice:
        for number, text in enumerate(REPLIES):
            path = folder / f"reply{number}.wav"
            speech = voice.speech(text)
            soundfile.write(path, speech.samples, speech.rate_hz)
            paths.append(path)
    return paths


def corpus_replies(corpus: Path) -> list[Path]:
    """Clean replies of every voice, in the corpus's order."""
    return [
        row.path
        for row in read_corpus(corpus)
        if row.condition == "clean" and row.intent in PLAIN_INTENTS
    ]


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


def main() -> None:
    parser = argparse.ArgumentParser(description="turn latency at the caller's ear")
    parser.add_argument("--calls", type=int, default=5)
    parser.add_argument("--speech", type=Path, help="a corpus folder")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        replies = (
            corpus_replies(arguments.speech)
            if arguments.speech
            else spoken_replies(Path(folder))
        )
        found = figures(asyncio.run(measure(arguments.calls, replies)))
    table = Table(title="turn latency, from the subscriber's recording")
    for name in found:
        table.add_column(name, justify="right")
    table.add_row(*(str(value) for value in found.values()))
    console.print(table)
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
