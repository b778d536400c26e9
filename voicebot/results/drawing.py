"""A campaign's results as one picture."""

import io
from zoneinfo import ZoneInfo

from matplotlib import rc_context
from matplotlib.figure import Figure

from voicebot.i18n import _
from voicebot.results import answer_panels, panels
from voicebot.results.figures import money, percent, whole
from voicebot.results.period import period
from voicebot.results.results import Results, Step

SIZE_INCHES = (14.4, 10.2)
ANSWERS_INCHES = 3.6
"""What a row of answers adds to the height."""
DOTS_PER_INCH = 110
LONGEST_TITLE = 60


def draw(results: Results, form: str, zone: ZoneInfo) -> bytes:
    """The picture in `form`, `svg` or `png`; moments are told by the clock of `zone`."""
    with rc_context(
        {
            # Ships with Matplotlib: Russian letters are there on every machine.
            "font.family": "DejaVu Sans",
            "text.color": panels.INK,
            # The same figures give the same file.
            "svg.hashsalt": "voicebot",
            "svg.fonttype": "path",
        }
    ):
        figure = _figure(results, zone)
        drawn = io.BytesIO()
        figure.savefig(
            drawn,
            format=form,
            dpi=DOTS_PER_INCH,
            facecolor=panels.PAPER,
            metadata={"Date": None} if form == "svg" else None,
        )
    return drawn.getvalue()


def _figure(results: Results, zone: ZoneInfo) -> Figure:
    width, height = SIZE_INCHES
    asked = answer_panels.shown(results.answers)
    if asked:
        height += ANSWERS_INCHES
    figure = Figure(figsize=(width, height))
    rows = (0.62, 2.1, 2.1, 1.7)[: 4 if asked else 3]
    grid = figure.add_gridspec(
        len(rows),
        1,
        height_ratios=rows,
        left=0.035,
        right=0.975,
        top=_from_top(1.173, height),
        bottom=0.561 / height,
        hspace=0.34,
    )
    _head(figure, results, zone)
    tiles = _tiles(results)
    row = grid[0].subgridspec(1, len(tiles), wspace=0.05)
    for place, (number, words, colour) in enumerate(tiles):
        panels.tile(figure.add_subplot(row[place]), number, words, colour=colour)
    upper = grid[1].subgridspec(1, 2, wspace=0.06, width_ratios=(1, 1))
    panels.funnel(figure.add_subplot(upper[0]), results)
    panels.lists(figure.add_subplot(upper[1]), results)
    lower = grid[2].subgridspec(1, 2, wspace=0.06, width_ratios=(1, 1))
    panels.hours(figure.add_subplot(lower[0]), results.hours)
    panels.dispositions(figure.add_subplot(lower[1]), results)
    if asked:
        last = grid[3].subgridspec(1, answer_panels.MOST_PANELS, wspace=0.12)
        for place, each in enumerate(asked):
            answer_panels.answers(figure.add_subplot(last[place]), each)
    return figure


def _head(figure: Figure, results: Results, zone: ZoneInfo) -> None:
    figure.text(
        0.04,
        _from_top(0.459, figure.get_figheight()),
        panels.shortened(results.title or results.campaign, LONGEST_TITLE),
        fontsize=22,
        weight="bold",
        va="center",
    )
    figure.text(
        0.04,
        _from_top(0.867, figure.get_figheight()),
        period(results, zone),
        fontsize=11,
        color=panels.FADED,
        va="center",
    )


def _from_top(inches: float, height: float) -> float:
    """As a share of the height, from below."""
    return 1 - inches / height


def _tiles(results: Results) -> list[tuple[str, str, str]]:
    """Figure, words, colour."""
    people = results.funnel
    reached = percent(people[Step.REACHED], people[Step.DIALLED])
    goal = percent(people[Step.GOAL], people[Step.DIALLED])
    tiles = [
        (whole(results.contacts), _("contacts"), panels.INK),
        (whole(results.attempts), _("attempts"), panels.INK),
        (reached, _("of people were reached"), panels.BLUE),
        (goal, _("came to “{goal}”").format(goal=results.goal or "—"), panels.GREEN),
        (whole(results.talked_minutes), _("minutes of talk"), panels.INK),
    ]
    if results.spent is None:
        return tiles
    words = _("per result; per contact {each}").format(
        each=money(results.spent_per_contact)
    )
    return [*tiles, (money(results.spent_per_goal), words, panels.INK)]
