"""Nodes that end twice."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion


class TwoEndings(Rule):
    """Two keys of a node of which only the first is ever done."""

    name: ClassVar[str] = "two_endings"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        for name, node in surveyed.scenario.nodes.items():
            keys = [step.key for step in node.steps]
            first = next((step.key for step in node.steps if step.is_last), keys[-1])
            for key in keys[keys.index(first) + 1 :]:
                yield Suspicion(
                    place=("nodes", name, key),
                    message=_(
                        '"{key}" is never done: the node leaves at "{first}"'
                    ).format(key=key, first=first),
                    hint=_("keep one of the two"),
                )
