"""How the demonstration looks."""

from pathlib import Path

import click
from rich.table import Table

from voicebot.demo import Person, Shown
from voicebot.i18n import _


def calling(person: Person, uri: str) -> None:
    click.echo("", err=True)
    click.echo(
        _("=== {name}, at {uri}, will say «{reply}»").format(
            name=person.name, uri=uri, reply=person.reply
        ),
        err=True,
    )


def results(shown: list[Shown]) -> Table:
    table = Table(title=_("What the calls came to"))
    for title in (_("said"), _("outcome"), _("callback at"), _("reply after")):
        table.add_column(title)
    table.add_column(_("recording and timeline"), overflow="fold")
    for call in shown:
        report = call.report
        at = f"{report.callback_at:%d.%m %H:%M}" if report.callback_at else "—"
        waits = ", ".join(f"{s * 1000:.0f}" for s in report.turn_latencies_s)
        table.add_row(
            call.person.reply,
            report.outcome or "—",
            at,
            _("{waits} ms").format(waits=waits),
            _near(report.timeline.parent),
        )
    return table


def _near(path: Path) -> str:
    """As short as it can be typed from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
