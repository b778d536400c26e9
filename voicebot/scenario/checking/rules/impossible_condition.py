"""Conditions that never hold."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.checking.sampling import choices_made


class ImpossibleCondition(Rule):
    """A choice whose condition is false whatever its slots hold."""

    name: ClassVar[str] = "impossible_condition"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name in scenario.nodes:
            made = choices_made(scenario, name)
            for index, can_hold in enumerate(made.holding if made else ()):
                if not can_hold:
                    yield Suspicion(
                        place=("nodes", name, "choose", index, "when"),
                        is_value=True,
                        message=_("this condition never holds"),
                        hint=_("correct it, or remove the choice"),
                    )
