"""How well named times are resolved: text → datetime and audio → datetime, by condition.

    python -m benchmarks.spoken_time CORPUS [--conditions clean,snr10] [--misses]
        [--heard heard.json] [--json out.json]

CORPUS is a folder with a `manifest.csv` (see benchmarks/corpus.py for the columns) and
the audio that it names. Rows whose `slots` name a time are asked for that time, all
others for none: a time found there is false. `--heard` keeps what the recognizer heard
by file, and takes it from there the next time: hearing costs a quarter of a second a
file, reading a time a tenth of a millisecond.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.corpus import Row, read_corpus
from benchmarks.heard import keeping
from benchmarks.meanings import no_question
from benchmarks.measured import by_condition
from benchmarks.recognition import Ears, Recognition, open_recognition
from benchmarks.tables import figures_table
from benchmarks.times import TimeRead, of_texts, open_dictionary, read_time, summary
from voicebot.settings import load_settings

console = Console(width=180)


def print_misses(condition: str, readings: Sequence[TimeRead]) -> None:
    """What was said, what was heard for it, and what time that gave."""
    for reading in readings:
        if not reading.is_right:
            found = ", ".join(str(value) for value in reading.found.values())
            others = "".join(f" | {text}" for text in reading.heard.alternatives)
            console.print(
                f"  {condition}: «{reading.row.text}» heard «{reading.heard.text}"
                f"{others}» → {found or 'nothing'}",
                highlight=False,
                markup=False,
            )


def parse_arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--conditions", help="only these, with commas; default all")
    parser.add_argument(
        "--times-only", action="store_true", help="leave out rows that name no time"
    )
    parser.add_argument("--heard", type=Path, help="keep what was heard here")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    parser.add_argument("--json", type=Path, help="write the figures here")
    return parser.parse_args(given)


def chosen(arguments: argparse.Namespace) -> list[Row]:
    wanted = arguments.conditions.split(",") if arguments.conditions else None
    return [
        row
        for row in read_corpus(arguments.corpus)
        if (wanted is None or row.condition in wanted)
        and (row.slots or not arguments.times_only)
    ]


def figures_of(readings: Sequence[TimeRead]) -> Mapping[str, float | int | None]:
    """The readings, and the longest time that one took."""
    longest_s = max((reading.took_s for reading in readings), default=0.0)
    return {**summary(readings), "longest_ms": round(1000 * longest_s, 1)}


def open_ear() -> Recognition:
    """Expects what a call without a question would."""
    return open_recognition(no_question(load_settings()).phrases)


def main(given: Sequence[str] | None = None) -> None:
    arguments = parse_arguments(given)
    rows = chosen(arguments)
    open_dictionary()
    with keeping(arguments.heard) as kept:
        ears = Ears(arguments.corpus, kept, open_ear)
        heard = [
            read_time(row, ears.hear(row))
            for row in track(rows, "hearing", console=console)
        ]
    groups = by_condition(of_texts(rows), heard, lambda reading: reading.row.condition)
    figures = {
        condition: figures_of(readings) for condition, readings in groups.items()
    }
    if arguments.misses:
        for condition, readings in groups.items():
            print_misses(condition, readings)
    console.print(figures_table("spoken time by condition", "condition", figures))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
