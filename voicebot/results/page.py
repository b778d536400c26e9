"""A campaign's results as one page for a browser: the picture, and tables to copy."""

import html
from collections.abc import Iterable, Mapping, Sequence

from voicebot.i18n import _
from voicebot.results.answer_words import answers_heading
from voicebot.results.cost_lines import cost_lines
from voicebot.results.figures import percent, whole
from voicebot.results.results import Results, Step
from voicebot.results.words import result_in_words, step_in_words
from voicebot.settings import interface_language

_LOOK = """
body{font:16px/1.5 system-ui,sans-serif;color:#1f2933;margin:0 auto;padding:24px;max-width:1180px}
svg{width:100%;height:auto}
section{display:inline-block;vertical-align:top;margin:0 48px 32px 0}
h2{font-size:18px;margin:24px 0 8px}
td,th{padding:3px 16px 3px 0;text-align:right;font-variant-numeric:tabular-nums;border-bottom:1px solid #e4e9ee}
td:first-child,th:first-child{text-align:left}
th{color:#7b8794;font-weight:normal}
"""

Line = Sequence[str]


def page(results: Results, svg: str) -> str:
    """Needs nothing else: `svg` stands within. Texts of the campaign are escaped."""
    title = html.escape(results.title or results.campaign)
    return (
        f'<!DOCTYPE html><html lang="{interface_language()}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_LOOK}</style></head><body>"
        f"{svg[svg.index('<svg') :]}{''.join(_tables(results))}</body></html>"
    )


def _tables(results: Results) -> Iterable[str]:
    people, share = _("people"), "%"
    yield _table(
        _("From contact to result"),
        ("", people, share),
        (
            (
                step_in_words(step, results.goal),
                whole(results.funnel[step]),
                percent(results.funnel[step], results.contacts),
            )
            for step in Step
        ),
    )
    lists = {**results.lists, _("not done yet"): results.waiting}
    yield _counted(_("Lists"), people, lists, results.contacts)
    dispositions = {
        result_in_words(result): count for result, count in results.dispositions.items()
    }
    yield _counted(
        _("How attempts ended"), _("attempts"), dispositions, results.attempts
    )
    for each in results.answers:
        yield _counted(answers_heading(each), people, each.people, each.total)
    yield _hours(results)
    if results.spent is not None:
        yield _cost(results)


def _hours(results: Results) -> str:
    return _table(
        _("Attempts by hour, by the clock of who is called"),
        ("", _("attempts"), _("a person answered"), "%"),
        (
            (
                f"{each.hour}:00",
                whole(each.attempts),
                whole(each.answered),
                percent(each.answered, each.attempts),
            )
            for each in results.hours
        ),
    )


def _cost(results: Results) -> str:
    return _table(_("Cost"), ("", ""), cost_lines(results))


def _counted(heading: str, what: str, counted: Mapping[str, int], of: int) -> str:
    lines = (
        (name, whole(count), percent(count, of)) for name, count in counted.items()
    )
    total = (_("in all"), whole(sum(counted.values())), "")
    return _table(heading, ("", what, "%"), (*lines, total))


def _table(heading: str, head: Line, lines: Iterable[Line]) -> str:
    body = "".join(_row("td", line) for line in lines)
    return (
        f"<section><h2>{html.escape(heading)}</h2>"
        f"<table>{_row('th', head)}{body}</table></section>"
    )


def _row(cell: str, texts: Line) -> str:
    cells = "".join(f"<{cell}>{html.escape(text)}</{cell}>" for text in texts)
    return f"<tr>{cells}</tr>"
