"""`voicebot doctor`: what on this machine keeps calls from working."""

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from voicebot.doctor.checkup import check_all
from voicebot.doctor.finding import Finding
from voicebot.i18n import _
from voicebot.settings import load_settings

SOMETHING_IS_RED = 1
"""Told apart from 2, which stays for bad input."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Вывести JSON вместо таблицы.")
def command(as_json: bool) -> None:
    """Проверить SIP-порт, модели, голос, диск и базу данных; сказать, что исправить."""
    findings = list(check_all(load_settings()))
    if as_json:
        click.echo(json.dumps([asdict(it) for it in findings], ensure_ascii=False))
    else:
        Console().print(_table(findings))
    if not all(finding.is_ok for finding in findings):
        sys.exit(SOMETHING_IS_RED)


def _table(findings: list[Finding]) -> Table:
    table = Table(_("check"), "", _("found"), _("what to do"))
    for finding in findings:
        mark, colour = ("✓", "green") if finding.is_ok else ("✗", "red")
        table.add_row(
            Text(finding.part),
            Text(mark, style=colour),
            Text(finding.found, style=colour),
            Text(finding.advice),
        )
    return table
