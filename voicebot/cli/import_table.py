"""How an import looks on a terminal."""

from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from voicebot.contacts.columns import Column, Known, Use
from voicebot.contacts.finding import Finding
from voicebot.contacts.importing import Base
from voicebot.contacts.report import ImportReport, by_reason
from voicebot.contacts.target import Target
from voicebot.i18n import _

_MOST_EXAMPLES = 3
_MOST_COLUMNS = 40


def print_columns(base: Base, target: Target) -> None:
    """What each column was taken for, on stderr: it is to be looked over."""
    table = Table(title=f"{base.file}: {base.table.shape}", title_justify="left")
    for title in (_("column"), _("taken for"), _("known by"), _("example")):
        table.add_column(title, overflow="fold")
    for column in base.columns[:_MOST_COLUMNS]:
        table.add_row(
            f"{column.position + 1}. {column.name}",
            _use(column),
            _known(column.known),
            column.example,
            style="dim" if column.known is Known.REST else None,
        )
    console = Console(stderr=True)
    console.print(table)
    further = len(base.columns) - _MOST_COLUMNS
    if further > 0:
        console.print(_("and {count} columns more").format(count=further))
    _warn_of_slots(base, target)


def print_report(report: ImportReport, *, is_result: bool) -> None:
    """How many rows are taken, and why others are not; on stdout where it is the result."""
    console = Console(stderr=not is_result)
    console.print(
        _("{rows} rows: {accepted} contacts are taken, {refused} rows are not").format(
            rows=report.rows, accepted=report.accepted, refused=report.refused
        )
    )
    for title, findings in (
        (_("not taken"), report.refusals),
        (_("taken, but"), report.notes),
    ):
        if findings:
            console.print(_counts(title, findings))
    if report.unknown_zones and report.accepted:
        console.print(
            _(
                "{count} numbers do not tell their time zone: they are called when all of"
                " the country may be, an hour a day. Write zones into the campaign, a"
                " column with the region into the base, or name campaigns.mobile_ranges"
                " in the settings."
            ).format(count=report.unknown_zones)
        )


def print_stored(report: ImportReport, *, is_result: bool) -> None:
    if report.import_id is None:
        told = _("nobody was imported: all of them came in some other way meanwhile")
    else:
        told = _("{count} contacts were imported (import {number})").format(
            count=report.accepted, number=report.import_id
        )
    click.echo(told, err=not is_result)


def _counts(title: str, findings: Sequence[Finding]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(_("reason"))
    table.add_column(_("rows"), justify="right")
    table.add_column(_("for example"), overflow="fold")
    for reason, found in by_reason(findings).items():
        told = "\n".join(
            _("row {line}: {sentence}").format(line=one.line, sentence=one.sentence)
            for one in found[:_MOST_EXAMPLES]
        )
        table.add_row(reason.short, str(len(found)), told)
    return table


def _warn_of_slots(base: Base, target: Target) -> None:
    given = {column.slot for column in base.columns}
    for name, slot in target.slots.items():
        if slot.required and not slot.default and name not in given:
            click.echo(
                _(
                    "no column gives the slot «{slot}», without which the scenario does"
                    " not begin; name one: --map COLUMN=slot:{slot}"
                ).format(slot=name),
                err=True,
            )


def _use(column: Column) -> str:
    match column.use:
        case Use.PHONE:
            return _("telephone number")
        case Use.ZONE:
            return _("time zone")
        case Use.REGION:
            return _("region, for the time zone")
        case Use.SLOT:
            return _("slot {slot}").format(slot=column.slot)
        case Use.SKIP:
            return _("left out")


def _known(known: Known) -> str:
    match known:
        case Known.TITLE:
            return _("title")
        case Known.CONTENT:
            return _("content")
        case Known.TOLD:
            return _("your word")
        case Known.REST:
            return "—"
