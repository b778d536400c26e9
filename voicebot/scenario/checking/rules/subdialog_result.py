"""Results that subdialogs do not have."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.parts import returned_results
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.nodes.subdialog import Subdialog
from voicebot.scenario.reading.similar import did_you_mean


class SubdialogResult(Rule):
    """An `on` of a subdialog for a result that it never returns."""

    name: ClassVar[str] = "subdialog_result"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            step = node.steps_by_key.get("subdialog")
            part = scenario.parts.get(step.src) if isinstance(step, Subdialog) else None
            if not isinstance(step, Subdialog) or part is None:
                continue
            known = [result for result in returned_results(part) if result is not None]
            for result in step.on:
                if result not in known:
                    yield Suspicion(
                        place=("nodes", name, "subdialog", "on", result),
                        message=_('{src} never returns "{result}"').format(
                            src=step.src, result=result
                        )
                        + did_you_mean(result, known),
                        hint=_(
                            'write "return: {result}" there, or remove it here'
                        ).format(result=result),
                    )
