"""Nodes at which a talk stops without being ended."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.parts import returned_results, subdialog_at
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion


class DeadEnd(Rule):
    """A node after which the call just ends, without saying that it does."""

    name: ClassVar[str] = "dead_end"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            if any(step.is_last or step.ends_by_itself for step in node.steps):
                continue
            if "choose" in node.steps_by_key:  # told as open_choice
                continue
            part = subdialog_at(scenario, node)
            if part is not None and not returned_results(part):
                continue
            yield Suspicion(
                place=("nodes", name),
                message=_('the node "{name}" leads nowhere').format(name=name),
                hint=_('write "on", "goto", "transfer" or "hang_up: true"'),
            )
