"""Circles that the robot runs in by itself."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.checking.wordless import circling, unasked_roads


class EndlessTalk(Rule):
    """Nodes that lead back to themselves without listening to the caller."""

    name: ClassVar[str] = "endless_talk"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        for road in circling(unasked_roads(surveyed.scenario)):
            yield Suspicion(
                place=road.place,
                is_value=True,
                message=_('"{name}" comes back to itself and never listens').format(
                    name=road.source
                ),
                hint=_('ask something on the way, or end with "hang_up: true"'),
            )
