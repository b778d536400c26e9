"""Scenarios with their tests, as they are found and run."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.rehearsal.case_file import ENDING, load_cases, scenario_of, tests_of
from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.verdict import Verdict, judge
from voicebot.scenario.coverage import Coverage, coverage_of
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.files import scenario_files, scenarios_in
from voicebot.scenario.reading.loader import load_scenario
from voicebot.understanding.words import spoken_words

Rehearse = Callable[[Case, Scenario], TalkRecord]
"""Talks one test through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One scenario and its tests; a scenario without any has none to run."""

    scenario: Scenario
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteReport:
    """What came of a suite. `coverage` counts the tests that ran, failed or not."""

    suite: Suite
    verdicts: tuple[Verdict, ...]
    coverage: Coverage

    @property
    def seconds(self) -> float:
        return sum(verdict.seconds for verdict in self.verdicts)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if not verdict.is_passed)


def open_suites(places: Sequence[Path]) -> tuple[Suite, ...]:
    """A scenario or its tests may be named, or a folder of scenarios.

    Raises:
        ScenarioError: a scenario or a file of tests cannot be used, or there is none.
    """
    paths = dict.fromkeys(path for place in places for path in _scenarios(place))
    return tuple(open_suite(path) for path in paths)


def open_suite(path: Path) -> Suite:
    """The scenario at `path` and the tests beside it."""
    scenario = load_scenario(path)
    tests = tests_of(path)
    cases = load_cases(tests, scenario) if tests.exists() else ()
    return Suite(scenario=scenario, cases=cases)


def matching(suites: Iterable[Suite], words: str) -> tuple[Suite, ...]:
    """Only tests whose name, or their scenario's, holds each of the words.

    Raises:
        ScenarioError: there is none.
    """
    asked = spoken_words(words)
    kept = (
        replace(
            suite,
            cases=tuple(case for case in suite.cases if _is_asked(suite, case, asked)),
        )
        for suite in suites
    )
    found = tuple(suite for suite in kept if suite.cases)
    if not found:
        raise ScenarioError(
            _('no test has "{words}" in its name; take out -k to see all').format(
                words=words
            )
        )
    return found


def _is_asked(suite: Suite, case: Case, words: Iterable[str]) -> bool:
    name = " ".join(spoken_words(f"{suite.scenario.name} {case.name}"))
    return all(word in name for word in words)


def _scenarios(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield scenario_of(place) if place.name.endswith(ENDING) else place
        return
    tested = [scenario_of(path) for path in place.glob(f"*{ENDING}")]
    scenarios = scenarios_in(place) if tested else scenario_files([place])
    yield from sorted({*tested, *scenarios})


def run_suite(
    suite: Suite, rehearse: Rehearse, tell: Callable[[Verdict], None]
) -> SuiteReport:
    """Run every test in order; `tell` hears of each as it is done."""
    verdicts = []
    for case in suite.cases:
        verdict = _run_case(case, suite.scenario, rehearse)
        tell(verdict)
        verdicts.append(verdict)
    talks = (verdict.record.actions for verdict in verdicts)
    return SuiteReport(
        suite=suite,
        verdicts=tuple(verdicts),
        coverage=coverage_of(suite.scenario, talks),
    )


def thinly_covered(
    reports: Iterable[SuiteReport], percent: float
) -> tuple[SuiteReport, ...]:
    """Those with fewer nodes or branches met than `percent` of a hundred."""
    return tuple(
        report
        for report in reports
        if min(report.coverage.nodes_percent, report.coverage.branches_percent)
        < percent
    )


def _run_case(case: Case, scenario: Scenario, rehearse: Rehearse) -> Verdict:
    started_s = time.perf_counter()
    record = rehearse(case, scenario)
    seconds = time.perf_counter() - started_s
    return replace(judge(case, record, scenario), seconds=seconds)
