"""Greetings that never say that a robot speaks."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.greeting import greetings
from voicebot.scenario.checking.parts import is_part
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion


class RobotNotNamed(Rule):
    """A first text, or one of its variants, that keeps it back that a robot speaks."""

    name: ClassVar[str] = "robot_not_named"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        if is_part(surveyed.scenario):
            return
        for greeting in greetings(surveyed.scenario):
            if greeting.can_be_judged and not greeting.names_robot:
                yield Suspicion(
                    place=greeting.place,
                    message=_("the greeting does not say that a robot speaks"),
                    hint=_("say in the first sentence that a robot calls"),
                )
