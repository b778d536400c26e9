"""How well the robot understands: text → intent and audio → intent, by condition.

    python -m benchmarks.hearing CORPUS [--conditions clean,snr10] [--json out.json]

CORPUS is a folder with a `manifest.csv` (see benchmarks/corpus.py for the columns) and
the audio that it names. A reply counts as right when its intent is one of `accept`.
Every known intent competes, as in `voicebot listen` without a scenario.
"""

import argparse
import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.corpus import Answer, Row, read_corpus, share
from voicebot.conversation.offline import OfflineListener
from voicebot.conversation.opening import open_offline_listener
from voicebot.settings import load_settings
from voicebot.understanding.meaning_json import slots_json

NOW = datetime.fromisoformat("2026-03-11T11:20:00+03:00")
"""The moment at which the corpus's times were said."""

TEXT = "text"
WORST = 30

console = Console(width=180)


def read_texts(listener: OfflineListener, rows: Iterable[Row]) -> list[Answer]:
    """Understand each different utterance as written."""
    by_utterance = {row.utterance: row for row in rows if row.text}
    answers = []
    for row in by_utterance.values():
        meaning = listener.understand(row.text, NOW)
        answers.append(
            Answer(
                row=row,
                heard=row.text,
                intent=meaning.intent,
                slots=slots_json(meaning),
                latency_s=0.0,
            )
        )
    return answers


def hear_audio(listener: OfflineListener, rows: Sequence[Row]) -> list[Answer]:
    return [_hear(listener, row) for row in track(rows, "hearing", console=console)]


def _hear(listener: OfflineListener, row: Row) -> Answer:
    heard = listener.hear(row.path, NOW)
    return Answer(
        row=row,
        heard=heard.meaning.text,
        intent=heard.meaning.intent,
        slots=slots_json(heard.meaning),
        latency_s=heard.latency_s,
    )


def summary(answers: Sequence[Answer]) -> Mapping[str, float | int | str]:
    """The figures of one condition; shares are of 1."""
    latencies_s = [answer.latency_s for answer in answers]
    timed = [answer for answer in answers if answer.row.slots]
    return {
        "files": len(answers),
        "accuracy": round(share(answers), 4),
        "no_taken_for_yes": sum(answer.is_no_taken_for_yes for answer in answers),
        "false_yes": sum(answer.is_false_yes for answer in answers),
        "spoken_time": round(share(timed, "is_time_right"), 4) if timed else "—",
        "median_wait_ms": round(1000 * statistics.median(latencies_s)),
    }


def print_figures(figures: Mapping[str, Mapping[str, float | int | str]]) -> None:
    table = Table(title="intent accuracy by condition")
    table.add_column("condition")
    for column in next(iter(figures.values())):
        table.add_column(column, justify="right")
    for condition, values in figures.items():
        table.add_row(condition, *(str(value) for value in values.values()))
    console.print(table)


def print_confusion(title: str, answers: Sequence[Answer]) -> None:
    """Rows are the labels, columns what was understood; accepted answers count as right."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        found = answer.row.intent if answer.is_right else answer.label
        counts[answer.row.intent][found] += 1
    labels = sorted({*counts, *(found for row in counts.values() for found in row)})
    table = Table(title=title, padding=(0, 0), show_edge=False)
    table.add_column("")
    for label in labels:
        table.add_column(label[:9], justify="right")
    for label in sorted(counts):
        cells = (counts[label][other] for other in labels)
        table.add_row(label, *(str(count or "·") for count in cells))
    console.print(table)


def print_errors(answers: Sequence[Answer]) -> None:
    for answer in [answer for answer in answers if not answer.is_right][:WORST]:
        console.print(
            f"  {answer.row.intent} → {answer.label}: «{answer.row.text}»"
            f" heard «{answer.heard}»",
            highlight=False,
        )


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--conditions", help="only these, with commas; default all")
    parser.add_argument("--errors", action="store_true", help="print the first errors")
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser.parse_args()


def main() -> None:
    arguments = parse_arguments()
    rows = read_corpus(arguments.corpus)
    listener = open_offline_listener(load_settings())
    console.print(f"engine: {listener.engine_name}")
    wanted = arguments.conditions.split(",") if arguments.conditions else None
    heard = hear_audio(
        listener, [row for row in rows if wanted is None or row.condition in wanted]
    )
    groups: dict[str, list[Answer]] = {TEXT: read_texts(listener, rows)}
    for answer in heard:
        groups.setdefault(answer.row.condition, []).append(answer)
    figures = {condition: summary(answers) for condition, answers in groups.items()}
    for condition, answers in groups.items():
        print_confusion(condition, answers)
        if arguments.errors:
            print_errors(answers)
    print_figures(figures)
    if arguments.json:
        found = {"engine": listener.engine_name, "conditions": figures}
        arguments.json.write_text(
            json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        )


if __name__ == "__main__":
    main()
