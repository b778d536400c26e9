"""Outcomes that managers have no word for."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.scenario.survey import all_outcomes


class UnknownOutcome(Rule):
    """An outcome that `outcomes`, where a scenario has it, does not list."""

    name: ClassVar[str] = "unknown_outcome"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        listed = surveyed.scenario.outcomes
        for outcome, place in all_outcomes(surveyed.scenario).items():
            if listed and outcome not in listed:
                yield Suspicion(
                    place=place,
                    message=_('the outcome "{outcome}" is not listed').format(
                        outcome=outcome
                    )
                    + did_you_mean(outcome, listed),
                    hint=_('add it to "outcomes" with the words managers read'),
                )
