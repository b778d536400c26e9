"""A labelled corpus of replies: its rows, and what the robot made of them."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NOW = datetime.fromisoformat("2026-03-11T11:20:00+03:00")
"""The moment at which a corpus's times were said."""

SILENCE = "silence_or_noise"
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recording of the corpus, as labelled; `accept` includes `intent`."""

    path: Path
    utterance: str
    text: str
    intent: str
    accept: frozenset[str]
    slots: Mapping[str, object]
    condition: str

    @property
    def time(self) -> Mapping[str, object]:
        """The time that is named, as `time_json` writes it; `{}` is none."""
        return {key: value for key, value in self.slots.items() if key != "now"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the robot made of one row; `intent` None when it heard nothing.

    `confidence` is 0 to 1. `latency_s` is the work after the caller's last sound,
    `cpu_s` the processor time of the whole reading, all threads together; both are NaN
    where hearing was not measured.
    """

    row: Row
    heard: str
    intent: str | None
    confidence: float
    slots: Mapping[str, object]
    latency_s: float
    cpu_s: float

    @property
    def label(self) -> str:
        """The intent in the corpus's words, which call hesitation and silence one."""
        if self.intent is None:
            return SILENCE
        if self.intent == OUT_OF_SCOPE and SILENCE in self.row.accept:
            return SILENCE
        return self.intent

    @property
    def is_right(self) -> bool:
        return self.label in self.row.accept

    @property
    def is_false_yes(self) -> bool:
        """Taken for «да» where no fair judge would."""
        return self.label == "yes" and "yes" not in self.row.accept

    @property
    def is_no_taken_for_yes(self) -> bool:
        return self.is_false_yes and self.row.intent == "no"

    @property
    def is_time_right(self) -> bool:
        wanted = self.row.time
        return {key: self.slots.get(key) for key in wanted} == wanted


def read_corpus(folder: Path) -> list[Row]:
    """Read `manifest.csv` of the folder: a row a file, in its order."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [_row(folder, line) for line in csv.DictReader(file)]


def different_texts(rows: Sequence[Row]) -> list[Row]:
    """One row of each utterance that has words."""
    return list({row.utterance: row for row in rows if row.text}.values())


def share(answers: Sequence[Answer], what: str = "is_right") -> float:
    """The share of answers, 0 to 1, of which the property `what` is true."""
    hits = sum(bool(getattr(answer, what)) for answer in answers)
    return hits / max(1, len(answers))


def _row(folder: Path, line: Mapping[str, str]) -> Row:
    return Row(
        path=folder / line["file"],
        utterance=line["utt_id"],
        text=line["text"],
        intent=line["intent"],
        accept=frozenset([*line["accept"].split(";"), line["intent"]]) - {""},
        slots=json.loads(line["slots"] or "{}"),
        condition=line["condition"],
    )
