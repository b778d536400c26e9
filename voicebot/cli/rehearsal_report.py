"""How the results of tests look in a terminal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from voicebot.i18n import _
from voicebot.rehearsal.failure import Failure
from voicebot.rehearsal.gaps import gaps, lesser_gaps
from voicebot.rehearsal.mishearing import Mishearing
from voicebot.rehearsal.suite import Suite, SuiteReport
from voicebot.rehearsal.transcript import Speaker, speaker_names, transcript
from voicebot.rehearsal.verdict import Verdict

_WIDTH = 78

_COLOURS = {Speaker.ROBOT: "cyan", Speaker.CALLER: "yellow"}


@contextmanager
def print_progress(
    suite: Suite, *, is_shown: bool
) -> Iterator[Callable[[Verdict], None]]:
    """One line a scenario: a dot for each test that passes, F for each that fails."""
    if not is_shown or not suite.cases:
        yield lambda _verdict: None
        return
    click.echo(f"{suite.cases[0].path} ", nl=False)
    yield _print_mark
    click.echo()


def _print_mark(verdict: Verdict) -> None:
    mark = click.style(".", fg="green")
    click.echo(mark if verdict.is_passed else click.style("F", fg="red"), nl=False)


def print_failures(reports: Sequence[SuiteReport]) -> None:
    """Each failed test: what is wrong where, and the talk until then."""
    for report in reports:
        for verdict in report.failed:
            title = f" {report.suite.scenario.name}: {verdict.case.name} "
            click.secho(f"\n{title:_^{_WIDTH}}", fg="red", bold=True)
            for failure in verdict.failures:
                _print_failure(verdict, failure)
            for mishearing in verdict.record.mishearings:
                _print_mishearing(verdict, mishearing)
            if verdict.record.recording:
                recording = verdict.record.recording
                click.secho(_("recording: {path}").format(path=recording), dim=True)
            click.echo()
            _print_talk(verdict, verdict.failures[0].exchanges)


def _print_failure(verdict: Verdict, failure: Failure) -> None:
    place = click.style(f"{verdict.case.path}:{failure.line}:", bold=True)
    click.echo(f"{place} {click.style(failure.sentence, fg='red')}")
    for line in failure.comparison:
        click.echo(f"    {line}")


def _print_mishearing(verdict: Verdict, mishearing: Mishearing) -> None:
    line = verdict.case.line_of("talk", mishearing.item)
    place = click.style(f"{verdict.case.path}:{line}:", bold=True)
    click.echo(f"{place} {click.style(mishearing.sentence, fg='yellow')}")


def _print_talk(verdict: Verdict, exchanges: int | None) -> None:
    names = speaker_names()
    width = max(len(name) for name in names.values()) + 1
    for line in transcript(verdict.record, exchanges):
        name = f"{names[line.speaker]}:" if names[line.speaker] else ""
        if line.speaker is Speaker.NOTE:
            click.secho(f"    {name:<{width}} {line.text}", dim=True)
        else:
            label = click.style(f"{name:<{width}}", fg=_COLOURS[line.speaker])
            click.echo(f"    {label} {line.text}")


def print_coverage(reports: Sequence[SuiteReport]) -> None:
    """A table of what the tests came across, then what they did not, with its line."""
    titles = (_("scenario"), _("tests"), _("nodes"), _("branches"))
    width = max(len(report.suite.scenario.name) for report in reports)
    width = max(width, len(titles[0]))
    click.echo()
    click.secho(
        f"{titles[0]:<{width}}  {titles[1]:>7}  {titles[2]:>7}  {titles[3]:>7}",
        bold=True,
    )
    for report in reports:
        coverage = report.coverage
        name = f"{report.suite.scenario.name:<{width}}"
        nodes = _percent(coverage.nodes_percent)
        branches = _percent(coverage.branches_percent)
        click.echo(f"{name}  {len(report.verdicts):>7}  {nodes}  {branches}")
    for report in reports:
        _print_gaps(report)


def _print_gaps(report: SuiteReport) -> None:
    scenario = report.suite.scenario
    for gap in gaps(scenario, report.coverage):
        place = click.style(f"{gap.path}:{gap.line}:", bold=True)
        click.echo(f"{place} {click.style(gap.sentence, fg='yellow')}")
    records = [verdict.record for verdict in report.verdicts]
    if not records:
        return
    for gap in lesser_gaps(scenario, records):
        click.secho(f"{gap.path}:{gap.line}: {gap.sentence}", dim=True)


def _percent(value: float) -> str:
    """Rounded down, so that 100 means all."""
    colour = "green" if value == 100 else "yellow"  # noqa: PLR2004  # a whole
    return click.style(f"{int(value):>6}%", fg=colour)


def print_summary(reports: Sequence[SuiteReport]) -> None:
    failed = sum(len(report.failed) for report in reports)
    passed = sum(len(report.verdicts) for report in reports) - failed
    seconds = sum(report.seconds for report in reports)
    sentence = _("Tests passed: {passed}, failed: {failed}, in {seconds:.2f} s")
    click.secho(
        "\n" + sentence.format(passed=passed, failed=failed, seconds=seconds),
        fg="red" if failed else "green",
        bold=True,
    )


def print_thin(reports: Sequence[SuiteReport], percent: float) -> None:
    """Why the command fails though no test did."""
    if reports:
        names = ", ".join(report.suite.scenario.name for report in reports)
        sentence = _("Coverage is under {percent:g} %: {names}")
        click.secho(sentence.format(percent=percent, names=names), fg="red", err=True)
