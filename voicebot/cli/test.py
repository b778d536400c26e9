"""`voicebot test`: rehearse scenarios with the conversations written beside them."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from voicebot.cli.options import config_option
from voicebot.cli.rehearsal_report import (
    print_coverage,
    print_failures,
    print_progress,
    print_summary,
    print_thin,
)
from voicebot.cli.sound_options import loss_option, noise_option, real_work_option
from voicebot.errors import ScenarioError, VoicebotError
from voicebot.i18n import _
from voicebot.nlu.choice import chosen_understander
from voicebot.rehearsal.junit import junit_xml
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.report_json import report_json
from voicebot.rehearsal.sound import Sound
from voicebot.rehearsal.suite import (
    Rehearse,
    Suite,
    SuiteReport,
    matching,
    open_suites,
    run_suite,
    thinly_covered,
)
from voicebot.rehearsal.text_rehearsal import TextRehearsal
from voicebot.scenario.coverage import coverages_json
from voicebot.settings import Settings, load_settings
from voicebot.understanding.understander import open_understander

FAILED = 1


@click.command()
@click.argument("places", metavar="[ФАЙЛ|ПАПКА]…", nargs=-1, type=Path)
@click.option(
    "-k", "words", metavar="СЛОВА", default="", help="Только тесты с этими словами."
)
@click.option(
    "--coverage/--no-coverage",
    "shows_coverage",
    default=True,
    help="Показать, какие узлы и ветки не пройдены (по умолчанию да).",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="ПРОЦЕНТ",
    help="Код 1, если пройдено меньше веток или узлов какого-то сценария.",
)
@click.option(
    "--coverage-json",
    type=Path,
    metavar="ФАЙЛ",
    help="Для voicebot graph --coverage-json.",
)
@click.option(
    "--audio",
    "is_audio",
    is_flag=True,
    help="Проходить звуком: синтез, телефонная линия, распознавание.",
)
@noise_option
@loss_option
@real_work_option
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    metavar="СКОЛЬКО",
    help="С --audio: столько разговоров сразу.",
)
@click.option("--junit", type=Path, metavar="ФАЙЛ", help="Отчёт JUnit XML для CI.")
@click.option("--json", "as_json", is_flag=True, help="Итоги одним объектом JSON.")
@config_option
def command(  # noqa: PLR0913  # click passes each option by name
    *,
    places: tuple[Path, ...],
    words: str,
    shows_coverage: bool,
    fail_under: float | None,
    coverage_json: Path | None,
    is_audio: bool,
    snr_db: float | None,
    loss_percent: float,
    real_work: bool,
    jobs: int,
    junit: Path | None,
    as_json: bool,
    config: Path | None,
) -> None:
    """Проверить сценарии на разговорах из файлов ИМЯ.tests.yaml.

    Можно назвать сценарий, его файл тестов или папку; без аргументов: вся папка
    dialogs. Разговоры проходят текстом, без звука, а с --audio как настоящие звонки:
    реплики абонента произносит синтезатор, робот их слышит. Записи остаются в папке
    var/rehearsals.

    Код возврата 1, если тест не прошёл или покрытие ниже --fail-under.
    """
    settings = load_settings(config)
    suites = open_suites(places or (_near(settings.folders.dialogs),))
    if words:
        suites = matching(suites, words)
    line = LineCondition(snr_db=snr_db, loss=loss_percent / 100)
    sound = Sound(line=line, counts_work=real_work, jobs=jobs)
    if not is_audio and sound != Sound():
        raise VoicebotError(
            _("--noise, --loss, --real-work and --jobs go with --audio; add it")
        )
    with _rehearsal(settings, suites, sound if is_audio else None) as rehearse:
        reports = _run(suites, rehearse, is_shown=not as_json)
    if junit:
        _write(junit, junit_xml(reports))
    if coverage_json:
        _write(coverage_json, coverages_json(report.coverage for report in reports))
    if as_json:
        click.echo(report_json(reports))
    else:
        print_failures(reports)
        if shows_coverage and not words:
            print_coverage(reports)
        print_summary(reports)
    thin = () if words else thinly_covered(reports, fail_under or 0)
    print_thin(thin, fail_under or 0)
    if thin or any(report.failed for report in reports):
        sys.exit(FAILED)


@contextmanager
def _rehearsal(
    settings: Settings, suites: Sequence[Suite], sound: Sound | None
) -> Iterator[Rehearse]:
    if sound is None:
        yield TextRehearsal(
            chosen_understander(
                settings.nlu,
                open_understander(
                    settings.folders.dialogs / "phrases",
                    settings.folders.var / "understanding",
                ),
            )
        )
        return
    from voicebot.cli.border import translated_errors
    from voicebot.rehearsal.audio_rehearsal import open_audio_rehearsal

    with translated_errors(), open_audio_rehearsal(settings, suites, sound) as one:
        yield one


def _run(
    suites: Sequence[Suite], rehearse: Rehearse, *, is_shown: bool
) -> list[SuiteReport]:
    reports = []
    for suite in suites:
        with print_progress(suite, is_shown=is_shown) as tell:
            reports.append(run_suite(suite, rehearse, tell))
    return reports


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ScenarioError(
            _("{path} cannot be written: {reason}; name another file").format(
                path=path, reason=error.strerror
            )
        ) from error


def _near(path: Path) -> Path:
    """As seen from here, if it lies below: reports are read on other machines too."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
