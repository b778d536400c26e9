"""Pictures of the ear test: which intent was taken for which, and what confidence is worth."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from benchmarks.calibration import Bin, calibration_error, reliability
from benchmarks.confusion import Confusion, confusion
from benchmarks.corpus import Answer
from benchmarks.shares import Share, share_of

mpl.use("agg")

Groups = Mapping[str, Sequence[Answer]]

CONFUSED = ("clean", "snr10")
CALIBRATED = ("text", "clean", "snr20", "snr10")
TITLES = {
    "text": "text",
    "clean": "clean audio",
    "snr20": "noise at 20 dB",
    "snr10": "noise at 10 dB",
}

_DOTS_PER_INCH = 100
_RIGHT, _WRONG = "#2f6f4f", "#c0392b"
_INK, _FAINT, _WHISKER = "#333333", "#d8d8d8", "#8fb5a2"
_DARK = 0.55
"""The share from which a cell is written on in white."""
_FAINTEST = 0.25


def draw_confusions(groups: Groups, path: Path) -> None:
    """A matrix a condition, side by side; nothing where none of them was heard."""
    shown = [name for name in CONFUSED if groups.get(name)]
    if not shown:
        return
    figure = Figure(figsize=(7.4 * len(shown), 7.2), layout="constrained")
    for axes, name in zip(
        figure.subplots(1, len(shown), squeeze=False)[0], shown, strict=True
    ):
        _matrix(axes, confusion(groups[name]))
        right = share_of(answer.is_right for answer in groups[name])
        axes.set_title(_titled(name, right), loc="left", fontsize=12, color=_INK)
    figure.savefig(path, dpi=_DOTS_PER_INCH)


def draw_reliability(groups: Groups, path: Path) -> None:
    """A curve a condition, and below it how many replies each of its dots stands for.

    On the diagonal, confidence is the share right.
    """
    shown = [name for name in CALIBRATED if groups.get(name)]
    if not shown:
        return
    figure = Figure(figsize=(3.7 * len(shown), 4.8), layout="constrained")
    curves, counts = figure.subplots(
        2, len(shown), sharex=True, squeeze=False, height_ratios=[5, 1]
    )
    for place, name in enumerate(shown):
        bins = reliability(groups[name])
        _curve(curves[place], bins)
        _counts(counts[place], bins)
        error = calibration_error(groups[name])
        curves[place].set_title(
            f"{TITLES[name]}: off by {100 * error:.1f} points",
            loc="left",
            fontsize=11,
            color=_INK,
        )
    curves[0].set_ylabel("share right", color=_INK)
    counts[0].set_ylabel("replies", color=_INK)
    figure.savefig(path, dpi=_DOTS_PER_INCH)


def _titled(name: str, right: Share) -> str:
    return f"{TITLES[name]}: {right.hits} of {right.of} right"


def _matrix(axes: Axes, matrix: Confusion) -> None:
    """Counts, coloured by their share of the row; every wrong one is red."""
    labels, rows = list(matrix.labels), list(matrix.rows)
    axes.imshow([_colours(matrix, row) for row in rows], aspect="auto")
    for y, (row, counts) in enumerate(matrix.rows.items()):
        for x, (label, count) in enumerate(zip(labels, counts, strict=True)):
            if count:
                is_dark = label == row and count / sum(counts) >= _DARK
                ink = "white" if is_dark else _INK
                axes.text(x, y, str(count), ha="center", va="center", color=ink)
    axes.set_xticks(range(len(labels)), labels, rotation=50, ha="right")
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xlabel("understood", color=_INK)
    axes.set_ylabel("said", color=_INK)
    _grid(axes, columns=len(labels), rows=len(rows))


def _colours(matrix: Confusion, row: str) -> list[tuple[float, ...]]:
    counts = matrix.rows[row]
    total = max(1, sum(counts))
    return [
        _tint(_RIGHT if label == row else _WRONG, count / total, is_wrong=label != row)
        for label, count in zip(matrix.labels, counts, strict=True)
    ]


def _tint(colour: str, share: float, *, is_wrong: bool) -> tuple[float, ...]:
    """From white to the colour; a single wrong reply can be seen too."""
    depth = min(1.0, _FAINTEST + 2 * share) if is_wrong and share else share
    return tuple(1 - depth * (1 - part) for part in to_rgb(colour))


def _grid(axes: Axes, *, columns: int, rows: int) -> None:
    axes.set_xticks([place - 0.5 for place in range(1, columns)], minor=True)
    axes.set_yticks([place - 0.5 for place in range(1, rows)], minor=True)
    axes.grid(which="minor", color=_FAINT, linewidth=0.6)
    axes.tick_params(which="both", length=0, colors=_INK)
    for side in axes.spines.values():
        side.set_color(_FAINT)


def _curve(axes: Axes, bins: Sequence[Bin]) -> None:
    """The share right by confidence, with its interval."""
    axes.plot([0, 1], [0, 1], color=_INK, linewidth=0.8, linestyle=(0, (4, 4)))
    axes.errorbar(
        [each.confidence for each in bins],
        [each.accuracy for each in bins],
        yerr=_whiskers(bins),
        color=_RIGHT,
        marker="o",
        markersize=5,
        linewidth=1.4,
        elinewidth=0.9,
        ecolor=_WHISKER,
    )
    axes.set(xlim=(0, 1.04), ylim=(-0.03, 1.04))
    _bare(axes)


def _counts(axes: Axes, bins: Sequence[Bin]) -> None:
    """How many replies had about this confidence."""
    places = [each.confidence for each in bins]
    bars = axes.bar(places, [each.count for each in bins], width=0.05, color=_WHISKER)
    axes.bar_label(bars, fontsize=7, color=_INK, padding=1)
    axes.set(ylim=(0, 1.3 * max(each.count for each in bins)), yticks=[])
    axes.set_xlabel("confidence", color=_INK)
    _bare(axes)


def _bare(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=_INK)


def _whiskers(bins: Sequence[Bin]) -> list[list[float]]:
    """How far each interval reaches below its share, and above it."""
    ends = [
        (each.accuracy, Share(hits=round(each.accuracy * each.count), of=each.count))
        for each in bins
    ]
    return [
        [max(0.0, accuracy - share.interval[0]) for accuracy, share in ends],
        [max(0.0, share.interval[1] - accuracy) for accuracy, share in ends],
    ]
