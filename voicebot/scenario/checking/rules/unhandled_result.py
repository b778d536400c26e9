"""Results that nobody takes."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.parts import returned_results
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.nodes.subdialog import Subdialog


class UnhandledResult(Rule):
    """A result of a subdialog with no `on` for it, beside others that have one."""

    name: ClassVar[str] = "unhandled_result"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            step = node.steps_by_key.get("subdialog")
            part = scenario.parts.get(step.src) if isinstance(step, Subdialog) else None
            if not isinstance(step, Subdialog) or part is None or not step.on:
                continue
            for result in sorted(filter(None, returned_results(part))):
                if result not in step.on:
                    yield Suspicion(
                        place=("nodes", name, "subdialog", "on"),
                        message=_('{src} also returns "{result}"').format(
                            src=step.src, result=result
                        ),
                        hint=_("lead it on as well; now the node simply goes on"),
                    )
