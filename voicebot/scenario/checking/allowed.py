"""Warnings that the scenario's author has read and allows."""

from collections.abc import Sequence

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Explanation, Finding, Severity
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.allowances import Allowance

UNUSED = Explanation(
    name="unused_allowance",
    severity=Severity.WARNING,
    summary="A comment that allows a warning which is not there.",
)


def without_allowed(scenario: Scenario, findings: Sequence[Finding]) -> list[Finding]:
    """All but the allowed warnings, and the allowances that are of no use."""
    allowed = {(each.line, each.rule) for each in scenario.allowances}
    warned = {
        (finding.line, finding.rule)
        for finding in findings
        if finding.severity is Severity.WARNING
    }
    unused = (
        _unused(scenario, each)
        for each in scenario.allowances
        if (each.line, each.rule) not in warned
    )
    used = allowed & warned
    kept = (each for each in findings if (each.line, each.rule) not in used)
    return [*kept, *unused]


def _unused(scenario: Scenario, allowance: Allowance) -> Finding:
    return Finding(
        path=scenario.path,
        line=allowance.mark.line,
        column=allowance.mark.column,
        rule=UNUSED.name,
        severity=UNUSED.severity,
        message=_('there is no warning "{rule}" to allow here').format(
            rule=allowance.rule
        ),
        hint=_("take the comment out; an error cannot be allowed"),
    )
