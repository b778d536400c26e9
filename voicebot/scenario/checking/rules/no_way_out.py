"""Loops that no answer leaves."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.parts import subdialog_at
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import Node
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.roads import reachable, roads
from voicebot.scenario.step import ExitKind

_UNWANTED = {ExitKind.SILENCE, ExitKind.NOMATCH}
_ENDINGS = {HANG_UP, "transfer", "return"}


class NoWayOut(Rule):
    """A node from which no answer of the caller ever leads to an end."""

    name: ClassVar[str] = "no_way_out"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        back = [
            (road.target, road.source)
            for road in roads(scenario)
            if road.kind not in _UNWANTED
        ]
        ends = [
            name
            for name, node in scenario.nodes.items()
            if _can_end(node) or _ends_within(scenario, node)
        ]
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
    """Whether the talk may be over here."""
    keys = node.steps_by_key.keys()
    is_open = not any(step.is_last for step in node.steps)
    return is_open or not _ENDINGS.isdisjoint(keys)


def _ends_within(scenario: Scenario, node: Node) -> bool:
    """Whether the node's subdialog may hang up itself."""
    part = subdialog_at(scenario, node)
    if part is None:
        return False
    hangs_up = any(
        road.target == HANG_UP and road.kind not in _UNWANTED for road in roads(part)
    )
    return hangs_up or any(
        not {HANG_UP, "transfer"}.isdisjoint(each.steps_by_key)
        or _ends_within(part, each)
        for each in part.nodes.values()
    )
