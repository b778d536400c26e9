"""Nodes that no talk reaches."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.roads import reachable, roads, starting_nodes


class UnreachableNode(Rule):
    """A node that nothing leads to from the start."""

    name: ClassVar[str] = "unreachable_node"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        edges = [(road.source, road.target) for road in roads(scenario)]
        seen = reachable(starting_nodes(scenario), edges)
        for name in scenario.nodes:
            if name not in seen:
                yield Suspicion(
                    place=("nodes", name),
                    message=_('nothing leads to the node "{name}"').format(name=name),
                    hint=_("lead to it from another node, or remove it"),
                )
