"""Panels of a report's picture for what people answered."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from voicebot.i18n import _
from voicebot.results.answers import Answers
from voicebot.results.figures import percent, tenths, whole
from voicebot.results.panels import BLUE, FADED, INK, LIGHT, bare, heading, shortened

MOST_PANELS = 4
"""They stand side by side; tables have the others."""

_FEWEST_ROWS = 6
"""So high a panel is; fewer bars do not grow."""
_LONGEST_VALUE = 16
_LONGEST_FIELD = 18


def shown(answers: Sequence[Answers]) -> Sequence[Answers]:
    """Which of them have a panel: those with scores first."""
    return sorted(answers, key=lambda each: each.mean is None)[:MOST_PANELS]


def answers(axes: Axes, counted: Answers) -> None:
    """A bar a value, the most frequent is darker."""
    bare(axes)
    heading(axes, shortened(counted.field, _LONGEST_FIELD))
    _mean(axes, counted.mean)
    most = max(counted.people.values())
    for place, (value, people) in enumerate(counted.people.items()):
        colour = BLUE if people == most else LIGHT
        axes.barh(place, max(people / most, 0.004), height=0.66, color=colour)
        axes.text(
            -0.04,
            place,
            shortened(value, _LONGEST_VALUE),
            ha="right",
            va="center",
            fontsize=10.5,
            color=INK,
        )
        axes.text(
            people / most + 0.03,
            place,
            f"{whole(people)}  ·  {percent(people, counted.total)}",
            va="center",
            fontsize=9.5,
            color=FADED,
        )
    axes.set_xlim(-0.75, 1.75)
    axes.set_ylim(max(len(counted.people), _FEWEST_ROWS) - 0.5, -0.5)


def _mean(axes: Axes, mean: float | None) -> None:
    """Against the heading, where the answers are scores."""
    if mean is None:
        return
    words = _("{mean} on average").format(mean=tenths(mean))
    axes.set_title(words, loc="right", fontsize=10.5, color=FADED, pad=12)
