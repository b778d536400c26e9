"""An earlier run's record: what changed since then, and which rows flipped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.section import ALL_AUDIO, Section, Verdicts
from benchmarks.surroundings import Surroundings
from benchmarks.targets import Aim

Record = Mapping[str, Any]
"""A whole run as JSON: `run`, `aims`, `sections`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flips:
    """Utterances that were right and are wrong now, and the other way round."""

    broken: tuple[str, ...]
    mended: tuple[str, ...]


class Earlier:
    """An earlier record, or none; nothing is compared where it asked something else."""

    def __init__(self, record: Record | None, now: Surroundings) -> None:
        self._record: Record = record or {"run": {}, "aims": [], "sections": {}}
        asked = self._record["run"]
        self.is_there = record is not None
        self.is_same_corpus = (asked.get("corpus"), asked.get("every")) == (
            now.corpus,
            now.every,
        )
        self._is_same_selection = asked.get("conditions") == now.conditions

    @property
    def date(self) -> str:
        return str(self._record["run"].get("date", "—"))

    @property
    def engine(self) -> str:
        return str(self._record["run"].get("engine", "—"))

    def aim(self, now: Aim) -> float | None:
        """What was reached then; of all audio only where all of it was the same."""
        if not self.is_same_corpus:
            return None
        for then in self._record["aims"]:
            is_same = self._is_same_selection or then["of"] == now.of
            if then["name"] == now.name and is_same:
                reached: float | None = then["reached"]
                return reached
        return None

    def figure(self, section: str, condition: str, name: str) -> float | None:
        is_same = self._is_same_selection or condition != ALL_AUDIO
        if not (self.is_same_corpus and is_same):
            return None
        figures = self._section(section).get("figures", {}).get(condition, {})
        found: float | None = figures.get(name)
        return found

    def flips(self, section: str, condition: str, now: Verdicts) -> Flips:
        """Of the utterances that were asked both times."""
        told = self._section(section).get("verdicts", {}).get(condition, {})
        right = set(told.get("right", "").split()) if self.is_same_corpus else set()
        wrong = set(told.get("wrong", "").split()) if self.is_same_corpus else set()
        return Flips(
            broken=tuple(
                name for name, is_right in now.items() if not is_right and name in right
            ),
            mended=tuple(
                name for name, is_right in now.items() if is_right and name in wrong
            ),
        )

    def _section(self, name: str) -> Record:
        found: Record = self._record["sections"].get(name, {})
        return found


def read_record(path: Path) -> Record | None:
    """None where there is no such file.

    Raises:
        ValueError: the file is no JSON.
    """
    if not path.exists():
        return None
    record: Record = json.loads(path.read_text(encoding="utf-8"))
    return record


def record_of(
    run: Surroundings, reached: Sequence[Aim], sections: Mapping[str, Section]
) -> Record:
    """No text of the corpus: only its names of utterances."""
    return {
        "run": asdict(run),
        "aims": [{**asdict(aim), "is_met": aim.is_met} for aim in reached],
        "sections": {
            name: {
                "title": each.title,
                "figures": each.figures,
                "verdicts": {
                    condition: _by_verdict(verdicts)
                    for condition, verdicts in each.verdicts.items()
                },
            }
            for name, each in sections.items()
        },
    }


def _by_verdict(verdicts: Verdicts) -> Mapping[str, str]:
    """Names of utterances hold no spaces."""
    return {
        "right": " ".join(name for name, is_right in verdicts.items() if is_right),
        "wrong": " ".join(name for name, is_right in verdicts.items() if not is_right),
    }
