"""`voicebot check`: look scenarios over before anybody is called."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from voicebot.cli.check_machine import machine_of
from voicebot.cli.options import config_option
from voicebot.cli.sarif import sarif_log
from voicebot.errors import VoicebotError
from voicebot.i18n import _
from voicebot.scenario.checking.check import check_file
from voicebot.scenario.checking.rule import Finding, Severity
from voicebot.scenario.reading.files import is_beside, scenario_files
from voicebot.settings import load_settings

HAS_ERRORS = 1


@click.command()
@click.argument("places", metavar="[ФАЙЛ|ПАПКА]…", nargs=-1, type=Path)
@config_option
@click.option("--json", "as_json", is_flag=True, help="Замечания списком JSON.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Замечания в SARIF 2.1.0.")
@click.option(
    "--audio/--no-audio",
    "with_audio",
    default=None,
    help="Мерить приветствие по звуку (обычно — если он уже озвучен).",
)
def command(
    places: tuple[Path, ...],
    config: Path | None,
    as_json: bool,
    as_sarif: bool,
    with_audio: bool | None,
) -> None:
    """Проверить сценарии; без аргументов: все в папке dialogs.

    Код возврата 1, если есть хотя бы одна ошибка; предупреждения его не меняют.
    О каждом правиле рассказано в docs/rules.
    """
    if as_json and as_sarif:
        raise VoicebotError(_("choose one of --json and --sarif"))
    settings = load_settings(config)
    named = list(scenario_files(places or (settings.folders.dialogs,)))
    paths = [path for path in named if not is_beside(path)]
    _tell_of_skipped([path for path in named if is_beside(path)])
    with machine_of(settings, with_audio=with_audio) as machine:
        found = (
            finding
            for path in paths
            for finding in check_file(path, machine.phrases, machine)
        )
        findings = list(dict.fromkeys(found))
    if as_json:
        _print_json([_record(finding) for finding in findings])
    elif as_sarif:
        _print_json(sarif_log(findings))
    else:
        _print(paths, findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(HAS_ERRORS)


def _tell_of_skipped(beside: Sequence[Path]) -> None:
    """`dialogs/*.yaml` names tests and approvals too."""
    if beside:
        click.echo(
            _("skipped, for these stand beside scenarios and are none: {files}").format(
                files=", ".join(map(str, beside))
            ),
            err=True,
        )


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _record(finding: Finding) -> dict[str, object]:
    record = dataclasses.asdict(finding)
    return {"file": str(record.pop("path")), **record}


def _print(paths: Sequence[Path], findings: Iterable[Finding]) -> None:
    words = {Severity.ERROR: _("error"), Severity.WARNING: _("warning")}
    counted = dict.fromkeys(Severity, 0)
    for finding in findings:
        counted[finding.severity] += 1
        click.echo(
            f"{finding.path}:{finding.line}:{finding.column}: "
            f"{words[finding.severity]}: {finding.sentence} [{finding.rule}]"
        )
    click.echo(
        _("Scenarios: {files}, errors: {errors}, warnings: {warnings}").format(
            files=len(paths),
            errors=counted[Severity.ERROR],
            warnings=counted[Severity.WARNING],
        ),
        err=True,
    )
