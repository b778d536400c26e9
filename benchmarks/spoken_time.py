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
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.corpus import Row, read_corpus
from benchmarks.tables import figures_table
from voicebot.conversation.offline import OfflineListener
from voicebot.conversation.opening import open_offline_listener
from voicebot.settings import load_settings
from voicebot.understanding.meaning_json import time_json
from voicebot.understanding.spoken_time.reader import find_time

NOW = datetime.fromisoformat("2026-03-11T11:20:00+03:00")
"""The moment at which the corpus's times were said."""

TEXT = "text"

console = Console(width=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the recognizer made of one file: its reading, and the other ones."""

    text: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The time that was found in what was heard of one row; `{}` is none."""

    row: Row
    heard: Heard
    found: Mapping[str, object]
    took_s: float

    @property
    def wanted(self) -> Mapping[str, object]:
        slots = self.row.slots
        return {key: value for key, value in slots.items() if key != "now"}

    @property
    def is_right(self) -> bool:
        return self.found == self.wanted


class Ear:
    """Hears files once; `kept` are readings by file, relative to the corpus."""

    def __init__(self, corpus: Path, kept: dict[str, Heard]) -> None:
        self._corpus = corpus
        self._listener: OfflineListener | None = None
        self.kept = kept

    def hear(self, row: Row) -> Heard:
        name = str(row.path.relative_to(self._corpus))
        if name not in self.kept:
            if self._listener is None:
                self._listener = open_offline_listener(load_settings())
            meaning = self._listener.hear(row.path, NOW).meaning
            self.kept[name] = Heard(
                text=meaning.text, alternatives=tuple(meaning.alternatives)
            )
        return self.kept[name]


def read_kept(path: Path | None) -> dict[str, Heard]:
    if path is None or not path.exists():
        return {}
    kept = json.loads(path.read_text("utf-8"))
    return {
        name: Heard(text=heard["text"], alternatives=tuple(heard["alternatives"]))
        for name, heard in kept.items()
    }


def write_kept(path: Path, kept: Mapping[str, Heard]) -> None:
    lines = {
        name: {"text": heard.text, "alternatives": heard.alternatives}
        for name, heard in kept.items()
    }
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n")


def read_time(row: Row, heard: Heard) -> Reading:
    began_s = time.perf_counter()
    found = find_time(heard.text, NOW, alternatives=heard.alternatives)
    took_s = time.perf_counter() - began_s
    told = time_json(found) if found else {}
    return Reading(row=row, heard=heard, found=told, took_s=took_s)


def of_texts(rows: Sequence[Row]) -> list[Reading]:
    """Each different utterance as written."""
    by_utterance = {row.utterance: row for row in rows if row.text}
    return [read_time(row, Heard(text=row.text)) for row in by_utterance.values()]


def summary(readings: Sequence[Reading]) -> Mapping[str, float | int | str]:
    """Shares are of 1; `false_times` count rows that name no time."""
    timed = [reading for reading in readings if reading.wanted]
    right = sum(reading.is_right for reading in timed)
    return {
        "times": len(timed),
        "right": right,
        "share": round(right / len(timed), 4) if timed else "—",
        "missed": sum(not reading.found for reading in timed),
        "others": len(readings) - len(timed),
        "false_times": sum(
            bool(reading.found) for reading in readings if not reading.wanted
        ),
        "longest_ms": round(1000 * max(reading.took_s for reading in readings), 1),
    }


def print_misses(condition: str, readings: Sequence[Reading]) -> None:
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


def parse_arguments() -> argparse.Namespace:
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
    return parser.parse_args()


def chosen(arguments: argparse.Namespace) -> list[Row]:
    wanted = arguments.conditions.split(",") if arguments.conditions else None
    return [
        row
        for row in read_corpus(arguments.corpus)
        if (wanted is None or row.condition in wanted)
        and (row.slots or not arguments.times_only)
    ]


def main() -> None:
    arguments = parse_arguments()
    rows = chosen(arguments)
    find_time("чириз полчаса", NOW)  # opens the dictionary: not a reply's time
    ear = Ear(arguments.corpus, read_kept(arguments.heard))
    groups: dict[str, list[Reading]] = defaultdict(list, {TEXT: of_texts(rows)})
    try:
        for row in track(rows, "hearing", console=console):
            groups[row.condition].append(read_time(row, ear.hear(row)))
    finally:
        if arguments.heard:
            write_kept(arguments.heard, ear.kept)
    figures = {condition: summary(readings) for condition, readings in groups.items()}
    if arguments.misses:
        for condition, readings in groups.items():
            print_misses(condition, readings)
    console.print(figures_table("spoken time by condition", "condition", figures))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
