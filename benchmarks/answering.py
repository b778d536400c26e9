"""Who answered: how many greetings are told rightly within 2.5 s of speech.

    python -m benchmarks.answering CORPUS [--conditions clean,snr10] [--every 3] [--json out.json]
    python -m benchmarks.answering --spoken GREETINGS.yml

CORPUS is a folder with a `manifest.csv` (see benchmarks/corpus.py). Its rows labelled
answering_machine are machines, its noise is silence or a tone, and everybody else is a
person. GREETINGS.yml lists wordings by who says them; the embedded voice speaks them.
Only audio up to 2.5 s (or `--within`) after the first speech is heard.
"""

import argparse
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from rich.console import Console
from rich.progress import track

from asr.audio_file import read_audio
from asr.ear import Ear, SpeechStarted
from asr.recognizer import RATE_HZ, RecognizerEngine, Samples
from asr.silero_vad import SileroModel
from benchmarks.corpus import read_corpus
from benchmarks.tables import figures_table
from voicebot.answering.tone import ToneDetector
from voicebot.answering.verdict import Answerer, Verdict
from voicebot.answering.watch import AnswerWatch, Notices, ReadSpeech
from voicebot.answering.wording import wording_of
from voicebot.conversation.opening import open_recognizer
from voicebot.conversation.voice import open_voice
from voicebot.settings import load_settings

FRAME_SAMPLES = 160
FRAME_S = FRAME_SAMPLES / RATE_HZ
QUIET_S = 4.5
"""Silence after a recording, as of a caller who waits."""

PERSON, MACHINE, NOBODY = "person", "machine", "nobody"

console = Console(width=160)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What is heard, and who truly says it; `kind` where the text tells."""

    samples: Samples
    text: str
    condition: str
    truth: str
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`after_s` counts from the first speech; `watch_ms` is CPU without recognition."""

    greeting: Greeting
    heard: str
    verdict: Verdict | None
    after_s: float
    readings: int
    reading_ms: float
    watch_ms: float

    @property
    def found(self) -> str:
        if self.verdict is None or self.verdict.answerer is Answerer.SILENCE:
            return NOBODY
        if self.verdict.answerer is Answerer.TONE and self.greeting.truth == NOBODY:
            return NOBODY
        return MACHINE if self.verdict.is_machine else PERSON

    @property
    def is_right(self) -> bool:
        return self.found == self.greeting.truth


class Judge:
    """Hears greetings with the ear and the recognizer of a call."""

    def __init__(
        self, engine: RecognizerEngine, vad: SileroModel, within_s: float
    ) -> None:
        self._engine = engine
        self._vad = vad
        self._within_s = within_s

    def judge(self, greeting: Greeting) -> Judged:
        ear = Ear(self._vad.detector(), self._engine.recognizer())
        return _Hearing(ear, self._within_s).of(greeting)


class _Hearing:
    def __init__(self, ear: Ear, within_s: float) -> None:
        self._ear = ear
        self._within_s = within_s
        self._tones = ToneDetector()
        self._watch = AnswerWatch()
        self._first_s: float | None = None
        self._now_s = 0.0
        self._texts: list[str] = []
        self._reading_s = 0.0

    def of(self, greeting: Greeting) -> Judged:
        began_s = time.process_time()
        quiet = np.zeros(round(QUIET_S * RATE_HZ), np.int16)
        for frame in _frames(np.concatenate([greeting.samples, quiet])):
            self._hear(frame)
            if (
                self._first_s is not None
                and self._now_s - self._first_s >= self._within_s
            ):
                break
        self._decide()
        verdict = self._watch.verdict
        spent_s = time.process_time() - began_s - self._reading_s
        return Judged(
            greeting=greeting,
            heard=self._texts[-1] if self._texts else "",
            verdict=verdict,
            after_s=(verdict.at_s if verdict else self._now_s) - (self._first_s or 0.0),
            readings=len(self._texts),
            reading_ms=1000 * self._reading_s,
            watch_ms=1000 * spent_s,
        )

    def _hear(self, frame: Samples) -> None:
        self._now_s += FRAME_S
        for tone in self._tones.hear(frame):
            self._follow(self._watch.hear_tone(tone))
        for edge in self._ear.hear(frame):
            if isinstance(edge, SpeechStarted):
                self._first_s = edge.at_s if self._first_s is None else self._first_s
                self._follow(self._watch.speech_started(edge.at_s))
            else:
                self._follow(self._watch.speech_paused(edge.at_s))
        self._follow(self._watch.tick(self._now_s))

    def _decide(self) -> None:
        """The clock runs on, and nothing more is heard."""
        while self._watch.verdict is None:
            self._now_s += FRAME_S
            self._follow(self._watch.tick(self._now_s))

    def _follow(self, notices: Notices) -> None:
        if ReadSpeech() not in notices:
            return
        asked_s = time.process_time()
        transcript = self._ear.transcribe()
        self._reading_s += time.process_time() - asked_s
        self._texts.append(transcript.text)
        told = self._watch.read(
            transcript.text, transcript.alternatives, now_s=self._now_s
        )
        self._follow(told)


def corpus_greetings(
    folder: Path, conditions: Sequence[str] | None, every: int
) -> list[Greeting]:
    """Of persons every so many; of the others all."""
    rows = [
        row
        for row in read_corpus(folder)
        if conditions is None or row.condition in conditions
    ]
    people = [row for row in rows if _truth(row.intent, row.condition) == PERSON]
    others = [row for row in rows if _truth(row.intent, row.condition) != PERSON]
    return [
        Greeting(
            samples=read_audio(row.path),
            text=row.text,
            condition=row.condition,
            truth=_truth(row.intent, row.condition),
            kind=_kind_of(row.text) if row.intent == "answering_machine" else None,
        )
        for row in [*others, *people[::every]]
    ]


def spoken_greetings(listed: Path) -> Iterator[Greeting]:
    """The wordings of a YAML file, by the embedded voice."""
    wordings: Mapping[str, list[str]] = yaml.safe_load(listed.read_text())
    with closing(open_voice(load_settings())) as voice:
        for kind, texts in wordings.items():
            for text in texts:
                speech = voice.speech(text)
                if speech.rate_hz != RATE_HZ:
                    raise ValueError(f"a telephone's rate is needed: {speech.rate_hz}")
                yield Greeting(
                    samples=speech.samples,
                    text=text,
                    condition="spoken",
                    truth=PERSON if kind == PERSON else MACHINE,
                    kind=None if kind == PERSON else kind,
                )


def _truth(intent: str, condition: str) -> str:
    if condition == "noise_only":
        return NOBODY
    return MACHINE if intent == "answering_machine" else PERSON


def _kind_of(text: str) -> str:
    """By the words of the whole text, as far as these tell."""
    return wording_of(text).likeliest.value


def _frames(samples: Samples) -> Iterator[Samples]:
    whole = len(samples) - len(samples) % FRAME_SAMPLES
    yield from samples[:whole].reshape(-1, FRAME_SAMPLES)


def summary(judged: Sequence[Judged]) -> Mapping[str, float | int | None]:
    """Shares are of 1, None of nothing; times are medians in milliseconds, but for `after_s`."""
    people = [one for one in judged if one.greeting.truth == PERSON]
    machines = [one for one in judged if one.greeting.truth == MACHINE]
    told = [one for one in machines if one.is_right and one.verdict]
    kinds = [one.verdict.answerer == one.greeting.kind for one in told if one.verdict]
    return {
        "files": len(judged),
        "accuracy": _share(one.is_right for one in judged),
        "machines_found": _share(one.is_right for one in machines),
        "persons_as_machines": _share(one.found == MACHINE for one in people),
        "kind_right": _share(kinds),
        "after_s": round(statistics.median(one.after_s for one in judged), 2),
        "readings": round(statistics.mean(one.readings for one in judged), 2),
        "reading_ms": round(statistics.median(one.reading_ms for one in judged)),
        "watch_ms": round(statistics.median(one.watch_ms for one in judged)),
    }


def _share(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return round(sum(counted) / len(counted), 4) if counted else None


def print_confusion(judged: Sequence[Judged]) -> None:
    counts = Counter(
        (one.greeting.kind or one.greeting.truth, _label(one)) for one in judged
    )
    for (truth, found), count in sorted(counts.items()):
        console.print(f"  {truth:10} → {found:10} {count:5}", highlight=False)


def _label(one: Judged) -> str:
    return one.verdict.answerer.value if one.verdict else "undecided"


def print_errors(judged: Sequence[Judged]) -> None:
    for one in judged:
        if not one.is_right and one.verdict:
            console.print(
                f"  {one.greeting.condition}: «{one.greeting.text}» heard «{one.heard}»"
                f" → {one.verdict.answerer} ({one.verdict.why})",
                highlight=False,
            )


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--spoken", type=Path, help="wordings to be spoken and heard")
    parser.add_argument("--within", type=float, default=2.5, help="seconds of speech")
    parser.add_argument("--conditions", help="only these, with commas; default all")
    parser.add_argument(
        "--every", type=int, default=1, help="of persons, one in so many"
    )
    parser.add_argument("--errors", action="store_true", help="print the errors")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    if not arguments.corpus and not arguments.spoken:
        parser.error("name a corpus, or wordings with --spoken")
    return arguments


def main() -> None:
    arguments = parse_arguments()
    conditions = arguments.conditions.split(",") if arguments.conditions else None
    greetings = (
        corpus_greetings(arguments.corpus, conditions, arguments.every)
        if arguments.corpus
        else list(spoken_greetings(arguments.spoken))
    )
    engine = open_recognizer(load_settings())
    console.print(f"engine: {engine.name}")
    judge = Judge(engine, SileroModel(), arguments.within)
    judged = [
        judge.judge(greeting)
        for greeting in track(greetings, "listening", console=console)
    ]
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.greeting.condition].append(one)
    figures = {condition: summary(found) for condition, found in groups.items()}
    figures["all"] = summary(judged)
    print_confusion(judged)
    if arguments.errors:
        print_errors(judged)
    console.print(figures_table("who answered, by condition", "condition", figures))
    if arguments.json:
        found = {"engine": engine.name, "conditions": figures}
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
