"""When does voice activity detection say that a caller speaks, and when does it err?

    python -m benchmarks.vad CORPUS [--model NAME=FILE.onnx …] [--enter 0.3 …] [--json out.json]

The whole ear of a call (Silero, nearness, gate) marks the speech of each recording. It is
compared with the energy of the same utterance's clean recording, which every condition
of a corpus shares; announcements of machines are left out, for their beeps are no speech.
"""

import argparse
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from asr.audio_file import read_audio
from asr.ear import Ear
from asr.listening import Span, listen
from asr.recognizer import RATE_HZ, Samples, Transcript
from asr.silero_vad import SileroModel
from asr.speech_gate import SpeechGateSettings
from asr.voice_activity import WINDOW_SAMPLES
from benchmarks.corpus import Row, read_corpus
from benchmarks.tables import figures_table

NOISE_ONLY = "noise_only"
CLEAN = "clean"
MACHINE = "answering_machine"
HOP_SAMPLES = RATE_HZ // 100
AUDIBLE_DB = -30.0
"""Against the loudest 10 ms: vowels are some 30 dB above a telephone's soft consonants."""
LEAVE_BELOW = 0.1
PRE_ROLL_S = 0.4
"""What the ear gives the recognizer from before the speech it noticed."""
LATE_S = 0.25
LEAD_MARGIN_S = 0.1
"""Breath and lips: speech said to begin so long before the energy is no mistake."""

console = Console(width=150)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording, and when its speech begins and ends; None where nobody speaks."""

    row: Row
    samples: Samples
    truth: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a model made of one recording: a probability a window."""

    recording: Recording
    probabilities: Sequence[float]


class Replayed:
    """A detector that says again what a model said."""

    def __init__(self, probabilities: Sequence[float]) -> None:
        self._probabilities = iter(probabilities)

    def speech_probability(self, window: Samples) -> float:
        assert len(window) == WINDOW_SAMPLES
        return next(self._probabilities, 0.0)

    def reset(self) -> None:
        """It is used once."""


class Deaf:
    """A recognizer that is given the speech and reads nothing."""

    def begin(self, phrases: Sequence[str] = ()) -> None: ...

    def hear(self, samples: Samples) -> None: ...

    def partial(self) -> Transcript:
        return Transcript()

    def transcribe(self) -> Transcript:
        return Transcript()


def audible(samples: Samples) -> Span | None:
    """From the first to the last 10 ms that are audible beside the loudest."""
    whole = len(samples) - len(samples) % HOP_SAMPLES
    hops = samples[:whole].reshape(-1, HOP_SAMPLES).astype(np.float64)
    power = (hops**2).mean(axis=1)
    loud = np.flatnonzero(power > power.max(initial=0.0) * 10 ** (AUDIBLE_DB / 10))
    if not len(loud):
        return None
    hop_s = HOP_SAMPLES / RATE_HZ
    return Span(start_s=float(loud[0]) * hop_s, end_s=float(loud[-1] + 1) * hop_s)


def recordings_of(rows: Sequence[Row]) -> list[Recording]:
    """Those whose true speech is known: noise, and utterances that exist clean too."""
    rows = [row for row in rows if row.intent != MACHINE]
    samples = {row.path: read_audio(row.path) for row in rows}
    truths = {
        row.utterance: audible(samples[row.path])
        for row in rows
        if row.condition == CLEAN
    }
    return [
        Recording(
            row=row,
            samples=samples[row.path],
            truth=None if row.condition == NOISE_ONLY else truths[row.utterance],
        )
        for row in rows
        if row.condition == NOISE_ONLY or row.utterance in truths
    ]


def hear_all(
    name: str, model: SileroModel, recordings: Sequence[Recording]
) -> tuple[list[Heard], float]:
    """All probabilities, and the processor time of one window in milliseconds."""
    began_s = time.process_time()
    heard = [
        Heard(recording=each, probabilities=_probabilities(model, each.samples))
        for each in track(recordings, name, console=console)
    ]
    windows = sum(len(each.probabilities) for each in heard)
    return heard, 1000 * (time.process_time() - began_s) / max(1, windows)


def _probabilities(model: SileroModel, samples: Samples) -> list[float]:
    detector = model.detector()
    last = len(samples) - WINDOW_SAMPLES + 1
    return [
        detector.speech_probability(samples[began : began + WINDOW_SAMPLES])
        for began in range(0, last, WINDOW_SAMPLES)
    ]


def speech_of(heard: Heard, enter: float) -> tuple[Span, ...]:
    """The stretches that a call's ear takes for the caller's speech."""
    settings = SpeechGateSettings(enter=enter, leave=enter - LEAVE_BELOW)
    ear = Ear(Replayed(heard.probabilities), Deaf(), settings)
    return listen(ear, heard.recording.samples).speech


def reply_figures(
    spoken: Sequence[tuple[Recording, tuple[Span, ...]]],
) -> Mapping[str, float | int]:
    """Errors in milliseconds, above zero where the ear was late; shares are of 1."""
    heard = [
        (spans[0].start_s - one.truth.start_s, spans[-1].end_s - one.truth.end_s)
        for one, spans in spoken
        if spans and one.truth
    ]
    starts_s, ends_s = (np.array(errors) for errors in zip(*heard, strict=True))
    pauses = [len(spans) for _one, spans in spoken]
    return {
        "replies": len(spoken),
        "missed": len(spoken) - len(heard),
        "start_p50_ms": _milliseconds(starts_s, 50),
        "start_p95_ms": _milliseconds(starts_s, 95),
        "start_lost": round(float((starts_s > PRE_ROLL_S).mean()), 4),
        "end_p5_ms": _milliseconds(ends_s, 5),
        "end_p50_ms": _milliseconds(ends_s, 50),
        "end_p95_ms": _milliseconds(ends_s, 95),
        "end_late": round(float((ends_s > LATE_S).mean()), 4),
        "pauses": round(float(np.mean(pauses)), 3),
    }


def _milliseconds(
    errors_s: np.ndarray[tuple[int], np.dtype[np.float64]], at: int
) -> int:
    return round(1000 * float(np.percentile(errors_s, at)))


def false_figures(
    spoken: Sequence[tuple[Recording, tuple[Span, ...]]],
) -> Mapping[str, float | int]:
    """What was taken for speech a minute of noise, or before anybody spoke."""
    quiet_s = false_s = 0.0
    starts = 0
    for recording, spans in spoken:
        whole_s = len(recording.samples) / RATE_HZ
        truth = recording.truth
        until_s = max(0.0, truth.start_s - LEAD_MARGIN_S) if truth else whole_s
        early = [span for span in spans if span.start_s < until_s]
        starts += len(early)
        false_s += sum(min(span.end_s, until_s) - span.start_s for span in early)
        quiet_s += until_s
    minutes = max(quiet_s, 1.0) / 60
    return {
        "minutes": round(quiet_s / 60, 1),
        "false_starts_a_minute": round(starts / minutes, 2),
        "false_s_a_minute": round(false_s / minutes, 2),
    }


def group_of(condition: str) -> str:
    """Losses of any share are one group."""
    return "loss" if "loss" in condition else condition


def tables(
    heard: Iterable[Heard], enter: float
) -> tuple[Mapping[str, Mapping[str, float | int]], Mapping[str, float | int]]:
    """The figures of each condition's replies, and those of where nobody spoke."""
    groups: dict[str, list[tuple[Recording, tuple[Span, ...]]]] = {}
    for each in heard:
        condition = group_of(each.recording.row.condition)
        spans = speech_of(each, enter)
        groups.setdefault(condition, []).append((each.recording, spans))
    noise = groups.pop(NOISE_ONLY, [])
    leads = [pair for group in groups.values() for pair in group]
    found = {"noise": false_figures(noise), "lead": false_figures(leads)}
    silence = {
        f"{place}_{name}": value
        for place, figures in found.items()
        for name, value in figures.items()
    }
    return {name: reply_figures(group) for name, group in groups.items()}, silence


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument(
        "--model", action="append", metavar="NAME=FILE", help="default: the package's"
    )
    parser.add_argument("--enter", action="append", type=float, metavar="PROBABILITY")
    parser.add_argument("--every", type=int, default=1, help="only each so-manieth row")
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser.parse_args()


def models_of(named: Sequence[str] | None) -> Mapping[str, SileroModel]:
    if not named:
        return {"silero-vad": SileroModel()}
    split = (each.partition("=") for each in named)
    return {name: SileroModel(Path(path)) for name, _equals, path in split}


def main() -> None:
    arguments = parse_arguments()
    recordings = recordings_of(read_corpus(arguments.corpus))[:: arguments.every]
    replies: dict[str, Mapping[str, float | int]] = {}
    silences: dict[str, Mapping[str, float | int]] = {}
    for name, model in models_of(arguments.model).items():
        heard, window_ms = hear_all(name, model, recordings)
        for enter in arguments.enter or [SpeechGateSettings().enter]:
            found, silence = tables(heard, enter)
            replies |= {f"{name} {enter} {key}": value for key, value in found.items()}
            silences[f"{name} {enter}"] = {**silence, "window_ms": round(window_ms, 3)}
    console.print(figures_table("replies", "model, enter, condition", replies))
    console.print(figures_table("where nobody speaks", "model, enter", silences))
    if arguments.json:
        found_all = {"replies": replies, "silence": silences}
        arguments.json.write_text(json.dumps(found_all, indent=2) + "\n")


if __name__ == "__main__":
    main()
