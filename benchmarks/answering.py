"""Who answered: how many greetings are told rightly within 2.5 s of speech.

    python -m benchmarks.answering CORPUS [--conditions clean,snr10] [--every 3] [--json out.json]
    python -m benchmarks.answering --spoken GREETINGS.yml

CORPUS is a folder with a `manifest.csv` (see benchmarks/corpus.py). Its rows labelled
answering_machine are machines, its noise is silence or a tone, and everybody else is a
person. GREETINGS.yml lists wordings by who says them; the embedded voice speaks them.
Only audio up to 2.5 s (or `--within`) after the first speech counts. The ear test measures
the same (benchmarks/hearing.py); here are costs, other spans, and spoken greetings.
"""

import argparse
import json
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import yaml
from rich.console import Console
from rich.progress import track

from asr.audio_file import read_audio
from asr.recognizer import RATE_HZ, Samples
from benchmarks import party
from benchmarks.corpus import Row, read_corpus
from benchmarks.meanings import no_question
from benchmarks.measured import by_condition
from benchmarks.party import MACHINE, PERSON, Greeting, Judged, greeting_of, judge
from benchmarks.recognition import WITHIN_S, Recognition, open_recognition
from benchmarks.tables import figures_table
from voicebot.conversation.voice import open_voice
from voicebot.settings import load_settings

console = Console(width=160)


def corpus_greetings(
    rows: Sequence[Row], every: int
) -> Iterator[tuple[Greeting, Samples]]:
    """Of persons every so many; of the others all."""
    greetings = [(greeting_of(row), row) for row in rows]
    people = [one for one in greetings if one[0].truth == PERSON]
    others = [one for one in greetings if one[0].truth != PERSON]
    for greeting, row in [*others, *people[::every]]:
        yield greeting, read_audio(row.path)


def spoken_greetings(listed: Path) -> Iterator[tuple[Greeting, Samples]]:
    """The wordings of a YAML file, by the embedded voice."""
    wordings: Mapping[str, list[str]] = yaml.safe_load(listed.read_text())
    with closing(open_voice(load_settings())) as voice:
        for kind, texts in wordings.items():
            for text in texts:
                speech = voice.speech(text)
                if speech.rate_hz != RATE_HZ:
                    raise ValueError(f"a telephone's rate is needed: {speech.rate_hz}")
                yield _spoken(kind, text), speech.samples


def _spoken(kind: str, text: str) -> Greeting:
    return Greeting(
        utterance=text,
        text=text,
        condition="spoken",
        truth=PERSON if kind == PERSON else MACHINE,
        kind=None if kind == PERSON else kind,
    )


def judged_by(
    recognition: Recognition, greeting: Greeting, samples: Samples, within_s: float
) -> Judged:
    judged = judge(greeting, recognition.hear(samples), within_s)
    if judged is None:
        raise AssertionError("a recording that was heard has its course")
    return judged


def summary(judged: Sequence[Judged]) -> Mapping[str, float | int | None]:
    """The verdicts, and what they cost; medians in milliseconds of processor time."""
    timings = [one.heard.timing for one in judged if one.heard.timing]
    readings_s = [timing.early_reading_s for timing in timings]
    others_s = [timing.cpu_s - timing.reading_s for timing in timings]
    return {
        **party.summary(judged),
        "reading_ms": round(1000 * statistics.median(readings_s)),
        "watch_ms": round(1000 * statistics.median(others_s)),
    }


def print_confusion(judged: Sequence[Judged]) -> None:
    counts = Counter(
        (one.greeting.kind or one.greeting.truth, one.verdict.answerer.value)
        for one in judged
    )
    for (truth, found), count in sorted(counts.items()):
        console.print(f"  {truth:10} → {found:10} {count:5}", highlight=False)


def print_errors(judged: Sequence[Judged]) -> None:
    for one in judged:
        if not one.is_right:
            console.print(
                f"  {one.greeting.condition}: «{one.greeting.text}»"
                f" heard «{one.heard.text}»"
                f" → {one.verdict.answerer} ({one.verdict.why})",
                highlight=False,
            )


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--spoken", type=Path, help="wordings to be spoken and heard")
    parser.add_argument(
        "--within", type=float, default=WITHIN_S, help="seconds of speech"
    )
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
    wanted = arguments.conditions.split(",") if arguments.conditions else None
    greetings = (
        corpus_greetings(
            [
                row
                for row in read_corpus(arguments.corpus)
                if wanted is None or row.condition in wanted
            ],
            arguments.every,
        )
        if arguments.corpus
        else spoken_greetings(arguments.spoken)
    )
    phrases = no_question(load_settings()).phrases
    recognition = open_recognition(phrases, arguments.within)
    console.print(f"engine: {recognition.engine_name}")
    judged = [
        judged_by(recognition, greeting, samples, arguments.within)
        for greeting, samples in track(list(greetings), "listening", console=console)
    ]
    groups = by_condition((), judged, lambda one: one.greeting.condition)
    figures = {condition: summary(found) for condition, found in groups.items()}
    figures["all"] = summary(judged)
    print_confusion(judged)
    if arguments.errors:
        print_errors(judged)
    console.print(figures_table("who answered, by condition", "condition", figures))
    if arguments.json:
        found = {"engine": recognition.engine_name, "conditions": figures}
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
