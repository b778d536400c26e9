"""What `hearing.py` writes into a folder: a page of Markdown, two pictures, JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison import Earlier, record_of
from benchmarks.hearing_pictures import draw_confusions, draw_reliability
from benchmarks.measured import Measured
from benchmarks.section import Section
from benchmarks.surroundings import Surroundings
from benchmarks.targets import Aim

PAGE, RECORD = "hearing.md", "hearing.json"
CONFUSIONS, RELIABILITY = "hearing-confusion.png", "hearing-reliability.png"

SHARES = frozenset(
    {
        "accuracy",
        "false_yes_share",
        "time_in_slot",
        "share",
        "machines_found",
        "persons_as_machines",
        "kind_right",
    }
)
"""Figures that are shares of 1; the page shows them in per cent."""

_ABOUT = """\
Shares are per cent. An interval is Wilson's at 95 %; it takes rows for independent, and the
conditions of one utterance are not, so the truth is a little wider. Behind a figure stands its
change since the run that is compared with, where it changed. Every file was recognized once,
by the ear, the recognizer and the understanding of a call; what was heard before and kept has
no timings. A named time counts where it stands in the slot of what was understood.
[How it is measured](../../docs/benchmarks.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run, and the earlier one to compare it with."""

    run: Surroundings
    measured: Measured
    sections: Mapping[str, Section]
    aims: Sequence[Aim]
    earlier: Earlier

    def write(self, folder: Path) -> None:
        """The pictures only of what was heard; the record holds no text of the corpus."""
        folder.mkdir(parents=True, exist_ok=True)
        draw_confusions(self.measured.answers, folder / CONFUSIONS)
        draw_reliability(self.measured.answers, folder / RELIABILITY)
        page = "\n".join(self._page()) + "\n"
        (folder / PAGE).write_text(page, encoding="utf-8")
        write_json(self, folder / RECORD)

    def _page(self) -> Iterator[str]:
        yield "# Hearing and understanding\n"
        yield from self._head()
        yield ""
        yield from self._aims()
        yield f"\n{_ABOUT}\n"
        yield f"Taken for «да» where no fair judge would: {self._false_yes()}.\n"
        yield f"![what was said, and what was understood]({CONFUSIONS})\n"
        yield f"![confidence against the share right]({RELIABILITY})"
        for name, each in self.sections.items():
            yield f"\n## {each.title}\n"
            yield from self._figures(name, each)
        yield from self._flips()

    def _head(self) -> Iterator[str]:
        run = self.run
        packages = ", ".join(
            f"{name} {number}" for name, number in run.packages.items()
        )
        yield f"- {run.date}, {run.engine}"
        yield f"- {run.cpu}, {run.cores} cores, a reading by {run.threads} threads"
        yield f"- Python {run.python}, {packages}"
        yield f"- taught by {run.phrases} phrases of {run.intents} intents"
        every = f", every {run.every}th utterance" if run.every > 1 else ""
        yield f"- corpus {run.corpus}{every}"
        if self.earlier.is_same_corpus:
            yield f"- compared with {self.earlier.date}, {self.earlier.engine}"
        elif self.earlier.is_there:
            yield "- the earlier run asked other rows: nothing is compared"

    def _aims(self) -> Iterator[str]:
        """What each aim reached stands beside its change."""
        columns = list(self.aims[0].cells)
        yield f"| | {' | '.join(columns)} | since |"
        yield "|---" + "|--:" * (len(columns) + 1) + "|"
        for aim in self.aims:
            since = _change(
                aim.reached, self.earlier.aim(aim), is_share=aim.unit == "share"
            )
            yield f"| {aim.name} | {' | '.join(aim.cells.values())} | {since} |"

    def _false_yes(self) -> str:
        """By the corpus's names of utterances."""
        found = [
            f"{answer.row.utterance} ({condition})"
            for condition, answers in self.measured.answers.items()
            for answer in answers
            if answer.is_false_yes
        ]
        return ", ".join(found) or "none"

    def _figures(self, name: str, each: Section) -> Iterator[str]:
        columns = list(next(iter(each.figures.values())))
        yield f"| condition | {' | '.join(columns)} |"
        yield "|---" + "|--:" * len(columns) + "|"
        for condition, figures in each.figures.items():
            cells = (
                _cell(
                    column,
                    figures[column],
                    self.earlier.figure(name, condition, column),
                )
                for column in columns
            )
            yield f"| {condition} | {' | '.join(cells)} |"

    def _flips(self) -> Iterator[str]:
        if not self.earlier.is_same_corpus:
            return
        yield "\n## What flipped\n"
        yield "| section | condition | right → wrong | wrong → right |"
        yield "|---|---|---|---|"
        for name, each in self.sections.items():
            for condition, verdicts in each.verdicts.items():
                flips = self.earlier.flips(name, condition, verdicts)
                if flips.broken or flips.mended:
                    broken, mended = " ".join(flips.broken), " ".join(flips.mended)
                    yield f"| {each.title} | {condition} | {broken} | {mended} |"


def write_json(report: Report, path: Path) -> None:
    record = record_of(report.run, report.aims, report.sections)
    path.write_text(
        json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def _cell(column: str, value: float | None, before: float | None) -> str:
    if value is None:
        return "—"
    is_share = column in SHARES
    text = f"{100 * value:.1f}" if is_share else f"{value:g}"
    change = _change(value, before, is_share=is_share)
    return text if change in ("—", "=") else f"{text} ({change})"


def _change(value: float | None, before: float | None, *, is_share: bool) -> str:
    if value is None or before is None:
        return "—"
    if is_share:
        change = round(100 * (value - before), 1)
        return f"{change:+.1f}" if change else "="
    change = round(value - before, 4)
    return f"{change:+g}" if change else "="
