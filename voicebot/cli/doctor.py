"""`voicebot doctor`: what on this machine keeps calls from working."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from voicebot.cli.options import config_option
from voicebot.doctor.checkup import check_all
from voicebot.doctor.finding import Finding
from voicebot.i18n import _
from voicebot.logs.begin import log_by
from voicebot.settings import Settings, load_settings

SOMETHING_IS_RED = 1
"""Told apart from 2, which stays for bad input."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Вывести JSON вместо таблицы.")
@click.option("--trunk", metavar="ИМЯ", help="Проверить только этот транк.")
@click.option("--call", "number", metavar="НОМЕР", help="И позвонить через него.")
@config_option
def command(
    *, as_json: bool, trunk: str | None, number: str | None, config: Path | None
) -> None:
    """Проверить SIP-порт, модели, голос, диск и базу данных; сказать, что исправить.

    С --trunk: зарегистрироваться, спросить OPTIONS и сказать словами, что не так.
    С --call ещё и позвонить: как только пойдут гудки, звонок кладётся.
    """
    if number and not trunk:
        raise click.UsageError("--call нужен --trunk: через какой транк звонить?")
    settings = load_settings(config)
    log_by(settings.log)
    if trunk:
        findings = _trunk_findings(settings, trunk, number)
    else:
        findings = list(check_all(settings))
    if as_json:
        click.echo(json.dumps([asdict(it) for it in findings], ensure_ascii=False))
    else:
        Console().print(_table(findings))
    if not all(finding.is_ok for finding in findings):
        sys.exit(SOMETHING_IS_RED)


def _trunk_findings(
    settings: Settings, trunk: str, number: str | None
) -> list[Finding]:
    from voicebot.cli.border import run
    from voicebot.doctor.trunk import check_trunk

    return run(check_trunk(settings, trunk, number))


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
