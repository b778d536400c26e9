"""Circles that a silent caller never leaves."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.checking.wordless import circling, silent_roads, unasked_roads
from voicebot.scenario.model import Scenario
from voicebot.scenario.roads import Road


class EndlessSilence(Rule):
    """Replies to silence that lead back to the question they belong to."""

    name: ClassVar[str] = "endless_silence"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        unasked = set(unasked_roads(scenario))
        for road in circling(silent_roads(scenario)):
            if road not in unasked:
                yield Suspicion(
                    place=road.place,
                    is_value=_is_written(scenario, road),
                    message=_('a silent caller comes back to "{name}" for ever').format(
                        name=road.source
                    ),
                    hint=_('let "on_noinput" end with "go: hang_up"'),
                )


def _is_written(scenario: Scenario, road: Road) -> bool:
    """Whether the way stands in its own node, not in what all nodes have."""
    own = scenario.position_of(("nodes", road.source))
    return scenario.position_of(road.place) != own
