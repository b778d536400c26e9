"""`voicebot sample`: every sentence that a robot can say, to read, record and approve."""

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from voicebot.cli.options import config_option
from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.files import scenario_files
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.approval import (
    approval_in_force,
    approvals_of,
    approve,
    changed_since,
)
from voicebot.scenario.texts.sample import SampleLine, sample
from voicebot.settings import load_settings

NOT_APPROVED = 1


@click.command()
@click.argument("places", metavar="[ФАЙЛ|ПАПКА]…", nargs=-1, type=Path)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="csv: для диктора, с именами файлов записи.",
)
@click.option("--approve", "by", metavar="ИМЯ", help="Утвердить тексты от этого имени.")
@click.option(
    "--approval", "is_asked", is_flag=True, help="Утверждены ли; что изменилось."
)
@config_option
def command(
    *,
    places: tuple[Path, ...],
    form: str,
    by: str | None,
    is_asked: bool,
    config: Path | None,
) -> None:
    """Выписать всё, что робот может сказать или отправить, по разу.

    То, что подставляется из слотов, стоит в ‹уголках›. Утверждение относится к самим
    текстам и голосам: пока они те же, файл можно менять как угодно.
    """
    if by is not None and is_asked:
        raise VoicebotError(_("choose one of --approve and --approval"))
    settings = load_settings(config)
    paths = scenario_files(places or (settings.folders.dialogs,))
    scenarios = [load_scenario(path) for path in paths]
    if by is not None:
        now = datetime.now(ZoneInfo(settings.timezone))
        for scenario in scenarios:
            _approve(scenario, by, now)
    elif is_asked:
        approved = [_is_approved(scenario) for scenario in scenarios]
        if not all(approved):
            sys.exit(NOT_APPROVED)
    else:
        click.echo(_FORMS[form](scenarios), nl=False)


def _approve(scenario: Scenario, by: str, now: datetime) -> None:
    approval = approve(scenario, by, now)
    click.echo(
        _("{path}: {count} texts are approved by {by}").format(
            path=scenario.path, count=len(approval.texts), by=approval.by
        )
    )


def _is_approved(scenario: Scenario) -> bool:
    """Tell who approved of it; else what has changed since the last approval."""
    approval = approval_in_force(scenario)
    if approval is not None:
        click.echo(
            _("{path}: approved by {by}, {at}").format(
                path=scenario.path, by=approval.by, at=approval.at
            )
        )
        return True
    *_older, latest = approvals_of(scenario) or (None,)
    if latest is None:
        click.echo(_("{path}: not approved").format(path=scenario.path))
        return False
    click.echo(
        _("{path}: changed since {by} approved it, {at}").format(
            path=scenario.path, by=latest.by, at=latest.at
        )
    )
    for line in changed_since(scenario, latest):
        click.echo(f"  {line}")
    return False


def _as_text(scenarios: Sequence[Scenario]) -> str:
    written = []
    for scenario in scenarios:
        written.append(f"{scenario.path}\n")
        node = None
        for line in sample(scenario):
            if line.node != node:
                node = line.node
                written.append(f"\n{node}\n")
            recording = f"  [{line.audio}]" if line.audio else ""
            written.append(f"  {line.part}: {line.text}{recording}\n")
        written.append("\n")
    return "".join(written)


def _as_csv(scenarios: Sequence[Scenario]) -> str:
    """For a spreadsheet: semicolons and a byte order mark, as Russian Excel reads it."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow(["scenario", "node", "part", "text", "voice", "file"])
    for scenario in scenarios:
        for line in sample(scenario):
            writer.writerow(
                [
                    scenario.name,
                    line.node,
                    line.part,
                    line.text,
                    line.voice or "",
                    line.audio or _file_name(line),
                ]
            )
    return "\ufeff" + table.getvalue()


def _file_name(line: SampleLine) -> str:
    """What a recording of the line may be called; nothing where it cannot be one."""
    if line.has_slots or line.part == "message":
        return ""
    name = f"{line.node}-{line.part}".replace("/", "-").replace(".", "-")
    return f"{name}.wav"


def _as_json(scenarios: Sequence[Scenario]) -> str:
    listed = [
        {
            "scenario": scenario.name,
            "file": str(scenario.path),
            "texts": [asdict(line) for line in sample(scenario)],
        }
        for scenario in scenarios
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


_FORMS: Mapping[str, Callable[[Sequence[Scenario]], str]] = {
    "text": _as_text,
    "csv": _as_csv,
    "json": _as_json,
}
