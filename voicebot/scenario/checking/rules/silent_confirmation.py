"""Confirmations that do not say what they confirm."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.collecting import Collecting


class SilentConfirmation(Rule):
    """A `confirm` without the slot: the caller agrees to what they did not hear."""

    name: ClassVar[str] = "silent_confirmation"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        for name, node in surveyed.scenario.nodes.items():
            for step in node.steps:
                if not isinstance(step, Collecting) or step.confirm is None:
                    continue
                if step.slot not in step.confirm.names:
                    yield Suspicion(
                        place=("nodes", name, step.key, "confirm"),
                        is_value=True,
                        message=_('the confirmation does not say "{slot}"').format(
                            slot=step.slot
                        ),
                        hint=_("add {example} to it").format(
                            example=f"{{{step.slot} | spoken}}"
                        ),
                    )
