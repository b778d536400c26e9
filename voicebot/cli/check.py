"""`voicebot check`: look scenarios over before anybody is called."""

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.check import check_file
from voicebot.scenario.rule import Finding, Severity
from voicebot.settings import load_settings
from voicebot.understanding.phrases import load_phrases

HAS_ERRORS = 1


@click.command()
@click.argument("places", metavar="[ФАЙЛ|ПАПКА]…", nargs=-1, type=Path)
@config_option
@click.option("--json", "as_json", is_flag=True, help="Замечания списком JSON.")
def command(places: tuple[Path, ...], config: Path | None, as_json: bool) -> None:
    """Проверить сценарии; без аргументов: все в папке dialogs.

    Код возврата 1, если есть хотя бы одна ошибка; предупреждения его не меняют.
    """
    settings = load_settings(config)
    paths = list(_scenario_files(places or (settings.folders.dialogs,)))
    known_intents = load_phrases(settings.folders.dialogs / "phrases")
    findings = [
        finding for path in paths for finding in check_file(path, known_intents)
    ]
    if as_json:
        click.echo(
            json.dumps(
                [_record(finding) for finding in findings], indent=2, ensure_ascii=False
            )
        )
    else:
        _print(paths, findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(HAS_ERRORS)


def _scenario_files(places: Sequence[Path]) -> Iterator[Path]:
    """Files as they are named; of a folder its scenarios, without their tests."""
    for place in places:
        if not place.is_dir():
            yield place
            continue
        found = sorted(place.glob("*.yaml"))
        scenarios = [path for path in found if not path.name.endswith(".tests.yaml")]
        if not scenarios:
            raise ScenarioError(
                _(
                    "{folder}: there is no scenario (*.yaml) here; check the path"
                ).format(folder=place)
            )
        yield from scenarios


def _record(finding: Finding) -> dict[str, object]:
    record = dataclasses.asdict(finding)
    record["file"] = str(record.pop("path"))
    return record


def _print(paths: Sequence[Path], findings: Sequence[Finding]) -> None:
    words = {Severity.ERROR: _("error"), Severity.WARNING: _("warning")}
    for finding in findings:
        hint = f"; {finding.hint}" if finding.hint else ""
        click.echo(
            f"{finding.path}:{finding.line}: {words[finding.severity]}: "
            f"{finding.message}{hint} [{finding.rule}]"
        )
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    click.echo(
        _("Scenarios: {files}, errors: {errors}, warnings: {warnings}").format(
            files=len(paths), errors=errors, warnings=len(findings) - errors
        ),
        err=True,
    )
