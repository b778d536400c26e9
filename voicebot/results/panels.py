"""Panels of a report's picture."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import MaxNLocator

from voicebot.i18n import _
from voicebot.results.figures import percent, whole
from voicebot.results.results import HourCount, Results, Step
from voicebot.results.words import result_in_words, step_in_words

INK = "#1f2933"
FADED = "#7b8794"
PAPER = "#ffffff"
TILE = "#f2f5f8"
BLUE = "#1e6fb8"
LIGHT = "#c9d9e8"
GREEN = "#2e9e5b"
FUNNEL = ("#9fb8d0", "#6f9bc6", "#3f82bf", "#1e6fb8", GREEN)
"""One a step: deeper as there are fewer."""

_LONGEST_LABEL = 28
_LONGEST_STEP = 14
_LONGEST_WORDS = 26
_CROWDED_HOURS = 12
"""More of them stand without their minutes."""
_MOST_BARS = 8
_BESIDE_FIGURES = (0.085, 0.0, 0.885, 1.0)
"""Of a panel, what its figures at the left leave."""


def tile(axes: Axes, figure: str, words: str, *, colour: str = INK) -> None:
    """One figure that is read first, and what it is."""
    bare(axes)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.add_patch(
        FancyBboxPatch(
            (0.01, 0.02),
            0.98,
            0.96,
            boxstyle="round,pad=0,rounding_size=0.06",
            mutation_aspect=0.5,
            facecolor=TILE,
            edgecolor="none",
        )
    )
    axes.text(0.07, 0.62, figure, fontsize=21, weight="bold", color=colour, va="center")
    axes.text(
        0.07,
        0.24,
        shortened(words, _LONGEST_WORDS),
        fontsize=10,
        color=FADED,
        va="center",
    )


def funnel(axes: Axes, results: Results) -> None:
    """Each step as a bar about the middle, with shares of all and of the step before."""
    bare(axes)
    heading(axes, _("From contact to result"))
    most = max(results.contacts, 1)
    before: int | None = None
    for place, step in enumerate(Step):
        people = results.funnel[step]
        width = max(people / most, 0.004)
        axes.barh(place, width, left=(1 - width) / 2, height=0.74, color=FUNNEL[place])
        axes.text(
            -0.03,
            place,
            shortened(step_in_words(step, results.goal), _LONGEST_STEP),
            ha="right",
            va="center",
            fontsize=11.5,
            color=INK,
        )
        axes.text(
            1.03, place - 0.14, whole(people), va="center", fontsize=13, weight="bold"
        )
        axes.text(
            1.03,
            place + 0.24,
            _shares(people, results.contacts, before),
            va="center",
            fontsize=9,
            color=FADED,
        )
        before = people
    axes.set_xlim(-0.42, 1.62)
    axes.set_ylim(len(Step) - 0.5, -0.5)


def _shares(people: int, everyone: int, before: int | None) -> str:
    if not before or before == everyone:
        return percent(people, everyone)
    return _("{all} · of these {step}").format(
        all=percent(people, everyone), step=percent(people, before)
    )


def hours(axes: Axes, counted: Sequence[HourCount]) -> None:
    """Attempts through the person's day; those that a person answered are darker."""
    bare(axes)
    heading(axes, _("Attempts by hour, by the clock of who is called"))
    if counted:
        _histogram(axes.inset_axes(_BESIDE_FIGURES), counted)
    else:
        _nothing(axes)


def _histogram(axes: Axes, counted: Sequence[HourCount]) -> None:
    places = [each.hour for each in counted]
    attempts = [each.attempts for each in counted]
    answered = [each.answered for each in counted]
    axes.bar(places, attempts, width=0.82, color=LIGHT, label=_("attempts"))
    axes.bar(places, answered, width=0.82, color=BLUE, label=_("a person answered"))
    shown = range(min(9, *places), max(19, *places) + 1)
    minutes = "" if len(shown) > _CROWDED_HOURS else ":00"
    axes.set_xticks(list(shown), [f"{hour}{minutes}" for hour in shown])
    axes.set_xlim(shown[0] - 0.6, shown[-1] + 0.6)
    axes.tick_params(length=0, labelsize=9.5, labelcolor=FADED)
    axes.yaxis.set_major_formatter(lambda count, _place: whole(count))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.grid(axis="y", color="#e4e9ee", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#cbd2d9")
    axes.set_ylim(0, max(attempts) * 1.18)
    axes.legend(
        loc="upper right", frameon=False, fontsize=9.5, ncols=2, borderaxespad=0.1
    )


def lists(axes: Axes, results: Results) -> None:
    """The largest lists; the goal is green, those who are in no list yet are pale."""
    counted = dict(results.lists)
    colours = dict.fromkeys(counted, BLUE)
    if results.goal in colours:
        colours[str(results.goal)] = GREEN
    shown = _largest(counted, _("other lists"))
    if results.waiting:
        shown[_("not done yet")] = results.waiting
        colours[_("not done yet")] = LIGHT
    heading(axes, _("Lists"))
    _bars(axes, shown, results.contacts, [colours.get(name, LIGHT) for name in shown])


def dispositions(axes: Axes, results: Results) -> None:
    counted = {
        result_in_words(result): count for result, count in results.dispositions.items()
    }
    heading(axes, _("How attempts ended"))
    answered = _("a person answered")
    colours = [BLUE if name == answered else LIGHT for name in counted]
    _bars(axes, counted, results.attempts, colours)


def _bars(
    axes: Axes, counted: Mapping[str, int], all_: int, colours: Sequence[str]
) -> None:
    """Horizontal bars with the name above each, and the count and share at its end."""
    bare(axes)
    most = max(counted.values(), default=1)
    for place, ((name, count), colour) in enumerate(
        zip(counted.items(), colours, strict=True)
    ):
        axes.barh(place, max(count / most, 0.004), height=0.62, color=colour)
        axes.text(
            -0.03,
            place,
            shortened(name, _LONGEST_LABEL),
            ha="right",
            va="center",
            fontsize=11,
            color=INK,
        )
        axes.text(
            count / most + 0.02,
            place,
            f"{whole(count)}  ·  {percent(count, all_)}",
            va="center",
            fontsize=10,
            color=INK,
        )
    rows = max(len(counted), 5)
    axes.set_xlim(-0.85, 1.55)
    axes.set_ylim(rows - 0.5, -0.5)
    if not counted:
        _nothing(axes)


def _nothing(axes: Axes) -> None:
    axes.annotate(
        _("nothing yet"),
        (0.5, 0.6),
        xycoords="axes fraction",
        ha="center",
        fontsize=12,
        color=FADED,
    )


def _largest(counted: Mapping[str, int], others: str) -> dict[str, int]:
    """The first of `counted`, which come by size; the rest under one name."""
    names = list(counted)
    shown = {name: counted[name] for name in names[:_MOST_BARS]}
    rest = sum(counted[name] for name in names[_MOST_BARS:])
    return {**shown, others: rest} if rest else shown


def heading(axes: Axes, text: str) -> None:
    axes.set_title(text, loc="left", fontsize=13.5, weight="bold", color=INK, pad=12)


def bare(axes: Axes) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)


def shortened(text: str, longest: int) -> str:
    """With an ellipsis in place of what does not fit."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
