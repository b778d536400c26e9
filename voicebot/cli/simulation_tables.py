"""How a simulated campaign is shown."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from rich.console import Console
from rich.table import Table

from voicebot.i18n import _
from voicebot.results.words import result_in_words
from voicebot.simulator.figures import Figures
from voicebot.simulator.line_plan import DaysByLines
from voicebot.simulator.truth import NOT_DONE

_MOST_TOLD = 10
_BAR = 30
_MIN_AN_HOUR = 60


def print_figures(figures: Figures, plan: Sequence[DaysByLines], clock: tzinfo) -> None:
    """On stdout, from what a manager asks first to what explains it; times by `clock`."""
    console = Console()
    for line in _summary(figures):
        console.print(line, highlight=False)
    for table in (
        _split(figures),
        _results(figures),
        _by_day(figures),
        _by_hour(figures),
        *([_plan(plan)] if plan else []),
    ):
        console.print(table)
    for line in _checks(figures, clock):
        console.print(line, highlight=False, markup=False)


def _summary(figures: Figures) -> Iterator[str]:
    yield _("Days: {days}, calls: {calls:,} ({each:.1f} a contact)").format(
        days=figures.days,
        calls=figures.calls,
        each=figures.calls / max(1, figures.contacts),
    )
    yield _(
        "Lines: {given} given, {peak} at most in use, {mean:.1f} on the mean"
    ).format(given=figures.lines, peak=figures.peak_lines, mean=figures.mean_lines)
    yield _("Talk: {talk:.0f} h, lines held: {line:.0f} h").format(
        talk=figures.talk_min / _MIN_AN_HOUR, line=figures.line_min / _MIN_AN_HOUR
    )
    if figures.messages:
        told = ", ".join(f"{name}: {many:,}" for name, many in figures.messages.items())
        yield _("Messages: {messages}").format(messages=told)
    if figures.cost is not None:
        yield _("Cost: {cost:,.2f}, {each:.2f} a contact").format(
            cost=figures.cost, each=figures.cost / max(1, figures.contacts)
        )


def _split(figures: Figures) -> Table:
    table = Table(title=_("Where people ended"))
    table.add_column(_("list"))
    for title in (_("ought to"), _("are there"), _("share")):
        table.add_column(title, justify="right")
    for each in figures.split.lists:
        table.add_row(
            _("in no list yet") if each.name == NOT_DONE else each.name,
            "" if each.expected is None else f"{each.expected:,}",
            f"{each.reached:,}",
            f"{each.reached / max(1, figures.contacts):.1%}",
        )
    return table


def _results(figures: Figures) -> Table:
    table = Table(title=_("What calls came to"))
    table.add_column(_("result"))
    table.add_column(_("calls"), justify="right")
    table.add_column(_("share"), justify="right")
    for result, many in figures.by_result.items():
        named = result_in_words(result)
        table.add_row(named, f"{many:,}", f"{many / figures.calls:.1%}")
    return table


def _by_day(figures: Figures) -> Table:
    table = _calls_table(_("Calls by day"), _("day"))
    for day, each in figures.by_day.items():
        table.add_row(f"{day:%d.%m.%Y}", f"{each.dialled:,}", f"{each.answered:,}")
    return table


def _by_hour(figures: Figures) -> Table:
    table = _calls_table(_("Calls by hour"), _("hour"))
    table.add_column("")
    most = max((each.dialled for each in figures.by_hour.values()), default=1)
    for hour, each in figures.by_hour.items():
        bar = "█" * round(_BAR * each.dialled / most)
        dialled, answered = f"{each.dialled:,}", f"{each.answered:,}"
        table.add_row(f"{hour:02}:00", dialled, answered, bar)
    return table


def _calls_table(title: str, first: str) -> Table:
    table = Table(title=title)
    table.add_column(first)
    table.add_column(_("calls"), justify="right")
    table.add_column(_("answered"), justify="right")
    return table


def _plan(plan: Sequence[DaysByLines]) -> Table:
    table = Table(title=_("Days by lines"))
    table.add_column(_("lines"), justify="right")
    table.add_column(_("days"), justify="right")
    table.add_column("")
    for each in plan:
        note = _("by a sample of the people") if each.is_sampled else ""
        table.add_row(str(each.lines), str(each.days), note)
    return table


def _checks(figures: Figures, clock: tzinfo) -> Iterator[str]:
    split = figures.split
    if split.is_known and split.is_true:
        yield _("Everybody whose list is known beforehand ended in it.")
    for each in split.kinds:
        if not each.is_right:
            told = ", ".join(
                f"{name or _('in no list yet')}: {many:,}"
                for name, many in each.ended.items()
            )
            yield _('"{kind}" belongs in "{belongs}", but ended so: {ended}').format(
                kind=each.name, belongs=each.belongs, ended=told
            )
    yield _("Calls against a law, a cap or a person's wish: {count}").format(
        count=len(figures.violations)
    )
    for broken in figures.violations[:_MOST_TOLD]:
        at = broken.at.astimezone(clock)
        yield f"  {broken.number} {at:%d.%m.%Y %H:%M:%S %Z}: {broken.what}"
    for seen in figures.trips:
        yield _("Would have stopped by itself at {at:%d.%m %H:%M}: {why}").format(
            at=seen.at.astimezone(clock), why=seen.trip.sentence
        )
    if not figures.trips:
        yield _("No circuit breaker would have stopped the campaign.")
    if figures.stopped is not None:
        yield _("The campaign could not go on: {why}").format(why=figures.stopped)
