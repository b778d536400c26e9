"""What a second of call costs the processor, part by part.

    python -m benchmarks.cost [--speech CORPUS] [--rounds 3] [--json out.json]
    python -m benchmarks.cost --live 8 [--json out.json]

A call in full dialogue is held without a telephone (`spoken_call.py`): the prompts of
turns.yaml, answered by recorded replies, once without and once with an echo of the
prompt. Then each part alone hears the same ticks. All is processor time, the least of
several rounds, so it may be measured on a busy machine. `--live` holds real calls with
`voicebot serve` (`live_cost.py`).
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import numpy as np
import soundfile
from rich.console import Console
from rich.table import Table

from asr.ear import Ear
from asr.silero_vad import SileroModel
from asr.voice_activity import WINDOW_SAMPLES
from asr.whisper_engine import WhisperRecognizer
from asr.whisper_model import Reading
from benchmarks.live_cost import print_live_cost
from benchmarks.spoken_call import (
    QUESTION,
    Exchange,
    HeldCall,
    SureRecognizer,
    hold_call,
)
from benchmarks.turns import QUESTIONS, SCENARIO, corpus_replies, spoken_replies
from sip.leg import FRAME_SAMPLES, RATE_HZ, AudioTick, Samples
from voicebot.answering.tone import ToneDetector
from voicebot.conversation.echo import EchoGuard
from voicebot.conversation.far_music import FarMusic
from voicebot.conversation.hearing import Hearing
from voicebot.conversation.voice import open_voice
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.prompts import fixed_texts
from voicebot.settings import load_settings
from voicebot.understanding.understander import Understander, open_understander

ECHO_DB = -25.0
ANSWER = "да, пожалуй, перезвоните попозже"

Ticks = Sequence[AudioTick]
console = Console(width=100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Milliseconds of processor a second of call, without and with an echo."""

    part: str
    plain_ms: float
    echo_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCost:
    """Milliseconds of processor each time; `on_loop` stalls every call of the process."""

    part: str
    on_loop: bool
    first_ms: float
    again_ms: float


def exchanges_of(corpus: Path | None) -> list[Exchange]:
    """The prompts of turns.yaml in the robot's voice, each with another reply."""
    with tempfile.TemporaryDirectory() as folder:
        replies = corpus_replies(corpus) if corpus else spoken_replies(Path(folder))
        answers = [
            soundfile.read(path, dtype="int16")[0] for path in replies[:QUESTIONS]
        ]
    with closing(open_voice(load_settings())) as voice:
        texts = islice(fixed_texts(load_scenario(SCENARIO)), QUESTIONS)
        prompts = [voice.speech(text).samples for text, _voice in texts]
    return [
        Exchange(prompt=prompt, reply=answers[number % len(answers)])
        for number, prompt in enumerate(prompts)
    ]


Hears = Callable[[AudioTick], object]


def _voice_activity(vad: SileroModel) -> Hears:
    """Windows are cut of ticks as the ear does."""
    detector = vad.detector()
    waiting: list[Samples] = []

    def hear(tick: AudioTick) -> None:
        waiting.append(tick.heard)
        if sum(map(len, waiting)) < WINDOW_SAMPLES:
            return
        joined = np.concatenate(waiting)
        detector.speech_probability(joined[:WINDOW_SAMPLES])
        waiting[:] = [joined[WINDOW_SAMPLES:]]

    return hear


def _ear(vad: SileroModel) -> Hears:
    ear = Ear(vad.detector(), SureRecognizer())
    return lambda tick: ear.hear(tick.heard)


def _echo_guard(_vad: SileroModel) -> Hears:
    guard = EchoGuard()
    return lambda tick: guard.hear(tick.heard, tick.played)


def _music(_vad: SileroModel) -> Hears:
    music = FarMusic()
    return lambda tick: music.hear(tick.heard, is_speech=False)


def _tones(_vad: SileroModel) -> Hears:
    tones = ToneDetector()
    return lambda tick: tones.hear(tick.heard)


def _hearing(vad: SileroModel) -> Hears:
    return Hearing(Ear(vad.detector(), SureRecognizer())).hear


PARTS: Mapping[str, Callable[[SileroModel], Hears]] = {
    "voice activity": _voice_activity,
    "ear (with voice activity)": _ear,
    "echo guard": _echo_guard,
    "music": _music,
    "hearing (all of the above)": _hearing,
    "tones (who answered; dialled calls, first seconds)": _tones,
}
WHOLE = "a whole call, but for pjsip and readings"


def least_s(work: Callable[[], object], rounds: int) -> float:
    """Processor time of the quickest round: what others do only adds to it."""
    return min(_timed_s(work) for _round in range(rounds))


def _timed_s(work: Callable[[], object]) -> float:
    began_s = time.process_time()
    work()
    return time.process_time() - began_s


def costs_of_call(exchanges: Sequence[Exchange], rounds: int) -> list[Cost]:
    plain, echoing = (
        _costs(exchanges, rounds, echo_db=echo_db) for echo_db in (None, ECHO_DB)
    )
    return [
        Cost(part=part, plain_ms=plain[part], echo_ms=echoing[part]) for part in plain
    ]


def _costs(
    exchanges: Sequence[Exchange], rounds: int, *, echo_db: float | None
) -> Mapping[str, float]:
    """Milliseconds a second of call, by part."""
    vad = SileroModel()
    calls = [_held(exchanges, vad, echo_db) for _round in range(rounds)]
    ticks = calls[0].ticks
    found = {part: least_s(_hearer(PARTS[part], vad, ticks), rounds) for part in PARTS}
    found[WHOLE] = min(one.cpu_s for one in calls)
    seconds = len(ticks) * FRAME_SAMPLES / RATE_HZ
    return {part: round(1000 * cpu_s / seconds, 2) for part, cpu_s in found.items()}


def _held(
    exchanges: Sequence[Exchange], vad: SileroModel, echo_db: float | None
) -> HeldCall:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(hold_call(exchanges, vad, Path(folder), echo_db=echo_db))


def _hearer(
    part: Callable[[SileroModel], Hears], vad: SileroModel, ticks: Ticks
) -> Callable[[], None]:
    def hear_all() -> None:
        hear = part(vad)
        for tick in ticks:
            hear(tick)

    return hear_all


class _NoDecoder:
    is_busy = False

    def read(self, samples: Samples, window_s: float) -> Reading:
        return Reading(hypotheses=(), no_speech_probability=1.0)


def costs_of_question(understander: Understander, rounds: int) -> list[QuestionCost]:
    intents = tuple(understander.book)
    phrases = understander.phrases_of(intents)
    recognizer = WhisperRecognizer(_NoDecoder())
    now = datetime.now().astimezone()
    work: Mapping[str, tuple[bool, Callable[[], object]]] = {
        "phrases that are expected": (True, lambda: understander.phrases_of(intents)),
        "the recognizer learns of them": (False, lambda: recognizer.begin(phrases)),
        "an answer is understood": (
            False,
            lambda: understander.understand(ANSWER, among=QUESTION.intents, now=now),
        ),
    }
    return [
        QuestionCost(
            part=part,
            on_loop=on_loop,
            first_ms=round(1000 * _timed_s(one), 2),
            again_ms=round(1000 * least_s(one, rounds), 2),
        )
        for part, (on_loop, one) in work.items()
    ]


def _print(title: str, rows: Sequence[Cost] | Sequence[QuestionCost]) -> None:
    table = Table(title=title)
    for name in asdict(rows[0]):
        table.add_column(name, justify="left" if name == "part" else "right")
    for row in rows:
        table.add_row(*(str(value) for value in asdict(row).values()))
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description="processor time of a call, by part")
    parser.add_argument("--speech", type=Path, help="a corpus folder")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--live", type=int, help="real calls at once")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    if arguments.live:
        print_live_cost(arguments.live, arguments.speech, arguments.json)
        return
    folders = load_settings().folders
    understander = open_understander(
        folders.dialogs / "phrases", folders.var / "understanding"
    )
    questions = costs_of_question(understander, arguments.rounds)
    call = costs_of_call(exchanges_of(arguments.speech), arguments.rounds)
    _print("milliseconds of processor a second of call", call)
    _print("milliseconds of processor a question", questions)
    if arguments.json:
        rows = {
            "call": [asdict(row) for row in call],
            "question": [asdict(row) for row in questions],
        }
        arguments.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
