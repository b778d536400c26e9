"""A campaign's results in a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from rich.bar import Bar
from rich.console import RenderableType
from rich.table import Table

from voicebot.i18n import _
from voicebot.results.answer_words import answers_heading
from voicebot.results.cost_lines import cost_lines
from voicebot.results.figures import percent, whole
from voicebot.results.period import period
from voicebot.results.results import Results, Step
from voicebot.results.words import result_in_words, step_in_words

_BAR_WIDTH = 28
_BARS = "cyan"


def report_tables(results: Results, zone: ZoneInfo) -> Iterator[RenderableType]:
    """One after the other; moments are told by the clock of `zone`."""
    yield f"[bold]{results.title or results.campaign}[/bold]"
    yield period(results, zone)
    yield _funnel(results)
    lists = {**results.lists, _("not done yet"): results.waiting}
    yield _counted(_("Lists"), lists, results.contacts)
    dispositions = {
        result_in_words(result): count for result, count in results.dispositions.items()
    }
    yield _counted(_("How attempts ended"), dispositions, results.attempts)
    for each in results.answers:
        yield _counted(answers_heading(each), each.people, each.total)
    yield _hours(results)
    yield _money(results)


def _funnel(results: Results) -> Table:
    counted = {step_in_words(step, results.goal): results.funnel[step] for step in Step}
    return _bars(_("From contact to result"), counted, results.contacts)


def _counted(title: str, counted: Mapping[str, int], of: int) -> Table:
    table = _bars(title, counted, of)
    table.add_section()
    table.add_row(_("in all"), whole(sum(counted.values())), "", "")
    return table


def _bars(title: str, counted: Mapping[str, int], of: int) -> Table:
    table = _table(title, ("", "", "%", ""))
    most = max(counted.values(), default=0) or 1
    for name, count in counted.items():
        bar = Bar(most, 0, count, width=_BAR_WIDTH, color=_BARS)
        table.add_row(name, whole(count), percent(count, of), bar)
    return table


def _hours(results: Results) -> Table:
    title = _("Attempts by hour, by the clock of who is called")
    table = _table(title, ("", _("attempts"), _("a person answered"), ""))
    most = max((each.attempts for each in results.hours), default=0) or 1
    for each in results.hours:
        bar = Bar(most, 0, each.attempts, width=_BAR_WIDTH, color=_BARS)
        table.add_row(
            f"{each.hour}:00", whole(each.attempts), whole(each.answered), bar
        )
    table.add_section()
    answered = sum(each.answered for each in results.hours)
    table.add_row(_("in all"), whole(results.attempts), whole(answered), "")
    return table


def _money(results: Results) -> Table:
    table = _table(_("Talk and money"), ("", ""))
    table.add_row(_("minutes of talk"), whole(results.talked_minutes))
    table.add_row(_("messages sent"), whole(results.messages))
    lines = list(cost_lines(results))
    for name, amount in lines:
        table.add_row(name, amount)
    if not lines:
        table.add_row(_("cost"), _("write `cost` in the rules to see it"))
    return table


def _table(title: str, headings: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place in {1, 2} else "left")
    return table
