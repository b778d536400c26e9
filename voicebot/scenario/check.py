"""Looks a scenario file over."""

import functools
from collections.abc import Collection
from pathlib import Path

from voicebot.scenario import rules
from voicebot.scenario.discovery import classes_in
from voicebot.scenario.loader import load_scenario
from voicebot.scenario.model import Scenario
from voicebot.scenario.problem import UnusableScenario
from voicebot.scenario.rule import Finding, Rule, Severity, Surveyed


@functools.cache
def rule_types() -> tuple[type[Rule], ...]:
    """Every rule."""
    return classes_in(rules, Rule)  # type: ignore[type-abstract]  # the base itself is what is asked for


def check_file(path: Path, known_intents: Collection[str]) -> tuple[Finding, ...]:
    """Everything to mend in a file, by line; `known_intents` have phrases.

    Raises:
        ScenarioError: the file cannot be read at all.
    """
    try:
        scenario = load_scenario(path)
    except UnusableScenario as error:
        return tuple(
            Finding(
                path=path,
                line=problem.line,
                rule=problem.rule,
                severity=Severity.ERROR,
                message=problem.message,
                hint="",
            )
            for problem in error.problems
        )
    return check_scenario(scenario, known_intents)


def check_scenario(
    scenario: Scenario, known_intents: Collection[str]
) -> tuple[Finding, ...]:
    """Everything to mend in a scenario that loads, by line."""
    surveyed = Surveyed(
        scenario=scenario, known_intents={*known_intents, *scenario.phrases}
    )
    found = [
        Finding(
            path=scenario.path,
            line=scenario.line_of(suspicion.place),
            rule=rule.name,
            severity=suspicion.severity,
            message=suspicion.message,
            hint=suspicion.hint,
        )
        for rule in rule_types()
        for suspicion in rule().look(surveyed)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.rule)))
