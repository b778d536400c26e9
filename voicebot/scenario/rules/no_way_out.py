"""Loops that no answer leaves."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.node import Node
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.roads import reachable, roads
from voicebot.scenario.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.step import ExitKind

_WANTED = {ExitKind.ANSWER, ExitKind.DIRECT, ExitKind.FAILURE}


class NoWayOut(Rule):
    """A node from which no answer of the caller ever leads to an end."""

    name: ClassVar[str] = "no_way_out"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        back = [
            (road.target, road.source)
            for road in roads(scenario)
            if road.kind in _WANTED
        ]
        ends = [name for name, node in scenario.nodes.items() if _can_end(node)]
        ending = reachable([HANG_UP, *ends], back)
        for name in scenario.nodes:
            if name not in ending:
                yield Suspicion(
                    place=("nodes", name),
                    message=_('no answer at "{name}" ever leads to an end').format(
                        name=name
                    ),
                    hint=_("let one of its answers lead to a node that hangs up"),
                )


def _can_end(node: Node) -> bool:
    return not any(step.key in {"on", "goto"} for step in node.steps)
