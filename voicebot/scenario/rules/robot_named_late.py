"""Greetings that keep it from the caller that a robot speaks."""

import re
from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.template import Expression

_LIMIT_S = 5.0
"""A bill before the Duma since January 2026 wants it said within five seconds."""

_LETTERS_PER_S = 14.0
"""The pace of the embedded Russian voices, rounded: an estimate, no measurement."""

_ROBOT = {
    "ru": re.compile(r"\bробот|автоматическ|\bбот\b|виртуальн|автоинформатор", re.I),
    "en": re.compile(r"\brobot|automated|\bbot\b|virtual", re.I),
    "ko": re.compile("로봇|자동|인공지능"),
}


class RobotNamedLate(Rule):
    """A first node that names the robot after five seconds by estimate, or never."""

    name: ClassVar[str] = "robot_named_late"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        pattern = _ROBOT.get(scenario.language)
        text = _greeting(scenario)
        if pattern is None:
            return
        found = pattern.search(text)
        hint = _("say in the first sentence that a robot calls")
        place = ("nodes", scenario.first)
        if found is None:
            message = _("the greeting does not say that a robot speaks")
            yield Suspicion(place=place, message=message, hint=hint)
        elif found.end() / _LETTERS_PER_S > _LIMIT_S:
            yield Suspicion(
                place=place,
                severity=Severity.WARNING,
                message=_(
                    "the greeting names the robot after {seconds:.0f} s by estimate, "
                    "later than 5 s"
                ).format(seconds=found.end() / _LETTERS_PER_S),
                hint=hint,
            )


def _greeting(scenario: Scenario) -> str:
    texts = [spoken.text for spoken in scenario.nodes[scenario.first].spoken]
    return " ".join(
        text.render_with(lambda slot: _likely(scenario, slot)) for text in texts
    )


def _likely(scenario: Scenario, slot: Expression) -> str:
    declared = scenario.slots.get(slot.name)
    return (declared.example or declared.default or "") if declared else ""
