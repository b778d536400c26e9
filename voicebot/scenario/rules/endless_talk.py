"""Circles that the robot runs in by itself."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.roads import circles
from voicebot.scenario.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.step import ExitKind


class EndlessTalk(Rule):
    """Nodes that lead back to themselves without listening to the caller."""

    name: ClassVar[str] = "endless_talk"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, road in circles(scenario, lambda road: road.kind is ExitKind.DIRECT):
            yield Suspicion(
                place=road.place,
                message=_('"{name}" comes back to itself and never listens').format(
                    name=name
                ),
                hint=_('ask something on the way, or end with "hang_up: true"'),
            )
