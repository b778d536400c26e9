"""`voicebot graph`: draw a scenario."""

from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.errors import ScenarioError, VoicebotError
from voicebot.i18n import _
from voicebot.nlu.choice import chosen_understander
from voicebot.rehearsal.suite import open_suite, run_suite
from voicebot.rehearsal.text_rehearsal import TextRehearsal
from voicebot.scenario.coverage import Coverage, coverages_from
from voicebot.scenario.drawing.draw import FORMATS, draw
from voicebot.scenario.drawing.traffic import Traffic, traffic_of_tests
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.settings import Settings, load_settings
from voicebot.understanding.understander import open_understander

_FROM_SETTINGS = Path("-")


@click.command()
@click.argument("scenario", metavar="ФАЙЛ", type=Path)
@click.option(
    "-o",
    "--output",
    type=Path,
    required=True,
    help=f"Куда: {', '.join(f'x.{name}' for name in FORMATS)}.",
)
@click.option(
    "--coverage",
    "is_tested",
    is_flag=True,
    help="Раскрасить по тестам из ИМЯ.tests.yaml рядом: что пройдено, что нет.",
)
@click.option(
    "--coverage-json",
    type=Path,
    metavar="ФАЙЛ",
    help="То же по файлу от voicebot test --coverage-json.",
)
@click.option(
    "--calls",
    type=Path,
    is_flag=False,
    flag_value=_FROM_SETTINGS,
    metavar="[ПАПКА]",
    help="Раскрасить по записям звонков: сколько куда пошло и где бросили трубку"
    " (без папки: записи из настроек).",
)
@config_option
def command(  # click passes each option by name
    *,
    scenario: Path,
    output: Path,
    is_tested: bool,
    coverage_json: Path | None,
    calls: Path | None,
    config: Path | None,
) -> None:
    """Нарисовать сценарий: узлы с текстами, ответы, начало и концы разговора.

    С --coverage видно, что проходят тесты, с --calls видно, как шли звонки.
    """
    chosen = [is_tested, coverage_json is not None, calls is not None]
    if sum(chosen) > 1:
        raise VoicebotError(
            _("--coverage, --coverage-json and --calls colour one picture; keep one")
        )
    graph = load_scenario(scenario)
    traffic = None
    if is_tested:
        traffic = _tested(scenario, load_settings(config))
    elif coverage_json is not None:
        traffic = traffic_of_tests(_coverage_in(coverage_json, graph))
    elif calls is not None:
        folder = load_settings(config).folders.recordings
        traffic = _called(graph, folder if calls == _FROM_SETTINGS else calls)
    draw(graph, output, traffic)
    if traffic is not None:
        click.echo(", ".join(traffic.sentences), err=True)
    click.echo(_("{file} is drawn").format(file=output), err=True)


def _tested(scenario: Path, settings: Settings) -> Traffic:
    """Talk the scenario's tests through as text; failed ones count, and are told."""
    suite = open_suite(scenario)
    if not suite.cases:
        raise ScenarioError(
            _("{file} has no tests beside it; write some, see docs/tests.md").format(
                file=scenario
            )
        )
    rehearse = TextRehearsal(
        chosen_understander(
            settings.nlu,
            open_understander(
                settings.folders.dialogs / "phrases",
                settings.folders.var / "understanding",
            ),
        )
    )
    report = run_suite(suite, rehearse, lambda _verdict: None)
    if report.failed:
        click.echo(
            _("tests that failed: {count}; see voicebot test {file}").format(
                count=len(report.failed), file=scenario
            ),
            err=True,
        )
    return traffic_of_tests(report.coverage)


def _coverage_in(path: Path, scenario: Scenario) -> Coverage:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(
            _("{path} cannot be read; check the path").format(path=path)
        ) from error
    found = coverages_from(text).get(scenario.name)
    if found is None:
        raise ScenarioError(
            _("{path} tells nothing of {scenario}; run its tests").format(
                path=path, scenario=scenario.name
            )
        )
    return found


def _called(scenario: Scenario, folder: Path) -> Traffic:
    from voicebot.conversation.past_calls import read_past_calls

    past = read_past_calls(folder, scenario)
    if not past.talks:
        click.echo(
            _("{folder}: no answered call of this edition of {scenario}").format(
                folder=folder, scenario=scenario.name
            ),
            err=True,
        )
    return past.traffic()
