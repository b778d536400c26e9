"""Greetings that say late that a robot speaks."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.greeting import Moment, greetings
from voicebot.scenario.checking.parts import is_part
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion

_LIMIT_S = 5.0
"""A bill before the Duma since January 2026 wants it said within five seconds."""


class RobotNamedLate(Rule):
    """A greeting that names the robot later than in its fifth second.

    Measured on the sound where a voice is here; an estimate only warns.
    """

    name: ClassVar[str] = "robot_named_late"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        if is_part(surveyed.scenario):
            return
        for greeting in greetings(surveyed.scenario):
            if not greeting.can_be_judged or not greeting.names_robot:
                continue
            moment = greeting.robot_named(surveyed.machine)
            if moment.after_s > _LIMIT_S:
                yield Suspicion(
                    place=greeting.place,
                    severity=None if moment.is_measured else Severity.WARNING,
                    message=_sentence(moment),
                    hint=_("say in the first sentence that a robot calls"),
                )


def _sentence(moment: Moment) -> str:
    if moment.is_measured:
        found = _(
            "measured, the greeting names the robot after {seconds:.1f} s, not 5 s"
        )
    else:
        found = _(
            "the greeting names the robot after {seconds:.0f} s by estimate, "
            "later than 5 s"
        )
    return found.format(seconds=moment.after_s)
