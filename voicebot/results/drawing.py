"""A campaign's results as one picture."""

import io
from zoneinfo import ZoneInfo

from matplotlib import rc_context
from matplotlib.figure import Figure

from voicebot.i18n import _
from voicebot.results import panels
from voicebot.results.figures import money, percent, whole
from voicebot.results.period import period
from voicebot.results.results import Results, Step

SIZE_INCHES = (14.4, 10.2)
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
    figure = Figure(figsize=SIZE_INCHES)
    grid = figure.add_gridspec(
        3,
        1,
        height_ratios=(0.62, 2.1, 2.1),
        left=0.035,
        right=0.975,
        top=0.885,
        bottom=0.055,
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
    return figure


def _head(figure: Figure, results: Results, zone: ZoneInfo) -> None:
    figure.text(
        0.04,
        0.955,
        panels.shortened(results.title or results.campaign, LONGEST_TITLE),
        fontsize=22,
        weight="bold",
        va="center",
    )
    figure.text(
        0.04, 0.915, period(results, zone), fontsize=11, color=panels.FADED, va="center"
    )


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
