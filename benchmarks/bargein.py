"""How soon the robot falls silent when it is interrupted, and whether a cough does it.

    python -m benchmarks.bargein [--calls 4] [--rounds 1] [--sounds speech,cough]
                                 [--speech CORPUS] [--json out.json]

Callers speak over the long questions of bargein.yaml, 2 s after each began. Read off
their RTP: from the caller's first audible sample to the robot's last; and off the
robot's recording, where that time went. Then they cough
instead (or knock, or there is a tone, music, babble), and answer when the question has
ended: a false barge-in costs a gap, and must not cost the question.
"""

import argparse
import asyncio
import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

import soundfile
from rich.console import Console

from benchmarks.bargein_stages import Stages, recorded_calls, stages
from benchmarks.callers.dialogue import FINISHED, milliseconds
from benchmarks.callers.events import CallerEvent, breakdowns, by_call, stops_s
from benchmarks.callers.node import Node, serving
from benchmarks.callers.noises import SEED, noises
from benchmarks.callers.program import Cue, calling
from benchmarks.callers.replies import line_replies, write_alaw
from benchmarks.shares import nearest_rank, rounded_share
from benchmarks.tables import figures_table
from sip.leg import RATE_HZ

SCENARIO = Path(__file__).with_name("bargein.yaml")
OVER_AFTER_S = 2.0
MOST_PAIRS = 60
SPEECH = "speech"

CUES_A_CALL = 10
"""At most: five questions, spoken over and answered."""

console = Console(width=160)

Figures = dict[str, float | int | None]


async def interrupt(
    node: Node, cues: Sequence[Cue], *, calls: int, rounds: int
) -> list[Sequence[CallerEvent]]:
    """What each call was at its ear. A round begins where the last one's cues ended."""
    options = ("--cycle", "--calls", str(calls), "--give-up", "200")
    found: list[Sequence[CallerEvent]] = []
    for number in range(rounds):
        first = number * CUES_A_CALL % len(cues)
        turned = [*cues[first:], *cues[:first]]
        events = calling(await node.addresses(), turned, *options)
        found.extend(by_call([event async for event in events]).values())
    await node.until_idle()
    return found


def figures(calls: Sequence[Sequence[CallerEvent]], recordings: Path) -> Figures:
    """`stopped_share` stopped before the caller fell silent; the times are of these."""
    recorded = recorded_calls(calls, recordings)
    held, resumed, turns = (
        [
            event
            for _, call in recorded
            for event in call.events
            if event["event"] == name
        ]
        for name in ("PromptHeld", "PromptResumed", "TurnTaken")
    )
    stops = [stop for call in calls for stop in stops_s(call)]
    times = [stop for stop in stops if stop is not None]
    return {
        "calls": len(calls),
        "failed": sum(bool(list(breakdowns(call))) for call in calls),
        "spoken_over": len(stops),
        "stopped_share": rounded_share(stop is not None for stop in stops),
        "p50_ms": milliseconds(nearest_rank(times, 0.5)),
        "p95_ms": milliseconds(nearest_rank(times, 0.95)),
        "max_ms": milliseconds(max(times, default=None)),
        **stage_figures([one for ear, call in recorded for one in stages(ear, call)]),
        "held": len(held),
        "resumed": len(resumed),
        "gap_ms": median_ms([event["silent_s"] for event in resumed]),
        "turns": len(turns),
    }


def stage_figures(found: Sequence[Stages]) -> Figures:
    return {
        "in_ms": median_ms([one.way_in_s for one in found]),
        "notice_ms": median_ms([one.noticing_s for one in found]),
        "out_ms": median_ms([one.way_out_s for one in found]),
    }


def median_ms(times_s: Sequence[float]) -> int | None:
    return milliseconds(nearest_rank(times_s, 0.5))


def over_prompt(said: Path) -> Cue:
    return Cue(said=said, after_s=OVER_AFTER_S, is_over_prompt=True)


def utterances(folder: Path, replies: Sequence[Path]) -> dict[str, list[Cue]]:
    """What is uttered over the prompts; after a noise, a reply to the question."""
    replies = random.Random(SEED).sample(replies, len(replies))
    uttered = {SPEECH: [over_prompt(reply) for reply in replies]}
    for name, noise in noise_files(folder, replies).items():
        pairs = ((over_prompt(noise), Cue(said=reply)) for reply in replies)
        uttered[name] = list(chain.from_iterable(islice(pairs, MOST_PAIRS)))
    return uttered


async def measure(
    folder: Path, uttered: Mapping[str, Sequence[Cue]], *, calls: int, rounds: int
) -> dict[str, Figures]:
    """By what was uttered over the prompt."""
    found = {}
    async with serving(folder, SCENARIO, calls=calls) as node:
        for name, cues in uttered.items():
            told = await interrupt(node, cues, calls=calls, rounds=rounds)
            found[name] = figures(told, node.folder / "recordings")
            console.print(f"{name}: {found[name]}", highlight=False)
        finished = [report["outcome"] for report in node.reports()].count(FINISHED)
    console.print(f"led to the end: {finished} calls", highlight=False)
    return found


def noise_files(folder: Path, replies: Sequence[Path]) -> dict[str, Path]:
    voices = [
        soundfile.read(
            reply,
            dtype="float64",
            samplerate=RATE_HZ,
            channels=1,
            subtype="ALAW",
            format="RAW",
        )[0]
        for reply in replies
    ]
    return {
        name: write_alaw(folder / f"noise-{name}.al", sound)
        for name, sound in noises(voices).items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="barge-in at the caller's ear")
    parser.add_argument("--calls", type=int, default=4, help="at once, by each sound")
    parser.add_argument("--rounds", type=int, default=1, help="of calls, by each sound")
    parser.add_argument("--sounds", help="some of them, commas between")
    parser.add_argument("--speech", type=Path, help="a corpus folder")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        uttered = utterances(folder, line_replies(arguments.speech, folder))
        sounds = arguments.sounds.split(",") if arguments.sounds else list(uttered)
        if unknown := set(sounds) - set(uttered):
            parser.error(f"no {', '.join(unknown)}; there are {', '.join(uttered)}")
        chosen = {sound: uttered[sound] for sound in sounds}
        found = asyncio.run(
            measure(folder, chosen, calls=arguments.calls, rounds=arguments.rounds)
        )
    console.print(figures_table("what is uttered over the prompt", "sound", found))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
