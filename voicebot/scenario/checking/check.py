"""Looks a scenario file over."""

import functools
import inspect
from collections.abc import Collection
from pathlib import Path

from voicebot.scenario.checking import rules
from voicebot.scenario.checking.allowed import UNUSED, without_allowed
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.rule import (
    Explanation,
    Finding,
    Rule,
    Severity,
    Surveyed,
    Suspicion,
)
from voicebot.scenario.discovery import classes_in
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.reading.problem import (
    STRUCTURAL,
    Problem,
    UnusableScenario,
    one_line,
)

UNKNOWN_MACHINE = Machine()


@functools.cache
def rule_types() -> tuple[type[Rule], ...]:
    """Every rule."""
    return classes_in(rules, Rule)  # type: ignore[type-abstract]  # the base itself is what is asked for


@functools.cache
def explanations() -> tuple[Explanation, ...]:
    """Every name that a finding's `rule` may have; those that prevent a talk first."""
    structural = (
        Explanation(name=name, severity=Severity.ERROR, summary=summary)
        for name, summary in STRUCTURAL.items()
    )
    own = (
        Explanation(
            name=rule.name,
            severity=rule.severity,
            summary=" ".join((inspect.getdoc(rule) or "").split()),
        )
        for rule in rule_types()
    )
    return (*structural, *sorted((*own, UNUSED), key=lambda rule: rule.name))


def check_file(
    path: Path,
    known_intents: Collection[str],
    machine: Machine = UNKNOWN_MACHINE,
) -> tuple[Finding, ...]:
    """Everything to mend in a file, in its order; `known_intents` have phrases.

    Raises:
        ScenarioError: the file cannot be read at all.
    """
    try:
        scenario = load_scenario(path)
    except UnusableScenario as error:
        return tuple(_told(error.path, problem) for problem in error.problems)
    return check_scenario(scenario, known_intents, machine)


def check_scenario(
    scenario: Scenario,
    known_intents: Collection[str],
    machine: Machine = UNKNOWN_MACHINE,
) -> tuple[Finding, ...]:
    """Everything to mend in a scenario that loads, and then in its subdialogs.

    Warnings that a comment of the file allows are left out.
    """
    surveyed = Surveyed(
        scenario=scenario,
        known_intents={*known_intents, *scenario.phrases},
        machine=machine,
    )
    found = [
        _found(scenario, rule, suspicion)
        for rule in rule_types()
        for suspicion in rule().look(surveyed)
    ]
    standing = without_allowed(scenario, found)
    own = sorted(standing, key=lambda finding: (finding.mark, finding.rule))
    inner = [
        finding
        for part in scenario.parts.values()
        for finding in check_scenario(part, known_intents, machine)
    ]
    return tuple(dict.fromkeys([*own, *inner]))


def _told(path: Path, problem: Problem) -> Finding:
    return Finding(
        path=path,
        line=problem.line,
        column=problem.column,
        rule=problem.rule,
        severity=Severity.ERROR,
        message=one_line(problem.message),
        hint=problem.hint,
    )


def _found(scenario: Scenario, rule: type[Rule], suspicion: Suspicion) -> Finding:
    mark = scenario.position_of(suspicion.place, is_value=suspicion.is_value)
    return Finding(
        path=scenario.path,
        line=mark.line,
        column=mark.column,
        rule=rule.name,
        severity=suspicion.severity or rule.severity,
        message=one_line(suspicion.message),
        hint=suspicion.hint,
    )
