"""What `hearing.py` writes into a folder: a page of Markdown and its pictures."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.calibration import reliability
from benchmarks.confusion import confusion
from benchmarks.corpus import Answer

mpl.use("agg")

Figures = Mapping[str, Mapping[str, float | int | str]]
Groups = Mapping[str, Sequence[Answer]]

_DOTS_PER_INCH = 110


def write_report(folder: Path, engine: str, figures: Figures, groups: Groups) -> None:
    """Write `hearing.md` and a confusion matrix and reliability curve a condition."""
    folder.mkdir(parents=True, exist_ok=True)
    for condition, answers in groups.items():
        _draw_confusion(answers, condition, folder / _confusion_name(condition))
    _draw_reliability(groups, folder / "reliability.png")
    page = "\n".join(_page(engine, figures, groups)) + "\n"
    (folder / "hearing.md").write_text(page, encoding="utf-8")


def _page(engine: str, figures: Figures, groups: Groups) -> Iterator[str]:
    columns = list(next(iter(figures.values())))
    yield f"# Hearing and understanding, {engine}"
    yield ""
    yield f"| condition | {' | '.join(columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for condition, values in figures.items():
        yield f"| {condition} | {' | '.join(str(values[key]) for key in columns)} |"
    yield ""
    yield "![confidence against accuracy](reliability.png)"
    for condition in groups:
        yield ""
        yield f"## {condition}"
        yield ""
        yield f"![labels by what was understood]({_confusion_name(condition)})"


def _confusion_name(condition: str) -> str:
    return f"confusion-{condition}.png"


def _draw_confusion(answers: Sequence[Answer], title: str, path: Path) -> None:
    matrix = confusion(answers)
    counts = [list(row) for row in matrix.rows.values()]
    figure = Figure(figsize=(9, 8), layout="constrained")
    axes = figure.subplots()
    shares = [[count / max(1, sum(row)) for count in row] for row in counts]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(matrix.labels)), matrix.labels, rotation=60, ha="right")
    axes.set_yticks(range(len(counts)), list(matrix.rows))
    axes.set_xlabel("understood")
    axes.set_ylabel("label")
    axes.set_title(title)
    for row, (line, part) in enumerate(zip(counts, shares, strict=True)):
        for column, count in enumerate(line):
            if count:
                ink = "white" if part[column] > 0.5 else "black"  # noqa: PLR2004  # half dark
                axes.text(column, row, str(count), ha="center", va="center", color=ink)
    figure.savefig(path, dpi=_DOTS_PER_INCH)


def _draw_reliability(groups: Groups, path: Path) -> None:
    figure = Figure(figsize=(6, 6), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linestyle="dashed", label="perfect")
    for condition, answers in groups.items():
        bins = reliability(answers)
        axes.plot(
            [each.confidence for each in bins],
            [each.accuracy for each in bins],
            marker="o",
            label=condition,
        )
    axes.set_xlabel("confidence")
    axes.set_ylabel("share right")
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    axes.legend()
    figure.savefig(path, dpi=_DOTS_PER_INCH)
