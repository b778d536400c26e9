"""Subdialogs from which nobody comes back."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.parts import returned_results
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.nodes.subdialog import Subdialog


class LostReturn(Rule):
    """A subdialog without `return`, in a node that wants to go on after it."""

    name: ClassVar[str] = "lost_return"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            step = node.steps_by_key.get("subdialog")
            part = scenario.parts.get(step.src) if isinstance(step, Subdialog) else None
            if (
                not isinstance(step, Subdialog)
                or part is None
                or returned_results(part)
            ):
                continue
            if not step.on and not step.take and step is node.steps[-1]:
                continue
            yield Suspicion(
                place=("nodes", name, "subdialog"),
                message=_("{src} never returns: the call ends there").format(
                    src=step.src
                ),
                hint=_('end it with "return: true"'),
            )
