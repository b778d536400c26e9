"""Slots that subdialogs do not have, or lack."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.subdialog import Subdialog
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reading.similar import did_you_mean


class SubdialogSlot(Rule):
    """A slot that a subdialog is given but does not declare, or needs and does not get."""

    name: ClassVar[str] = "subdialog_slot"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            step = node.steps_by_key.get("subdialog")
            part = scenario.parts.get(step.src) if isinstance(step, Subdialog) else None
            if isinstance(step, Subdialog) and part is not None:
                for place, message in _objections(step, part):
                    yield Suspicion(
                        place=("nodes", name, "subdialog", *place),
                        message=message,
                        hint=_('see "slots" of {src}').format(src=step.src),
                    )


def _objections(step: Subdialog, part: Scenario) -> Iterator[tuple[Place, str]]:
    used = [
        *((("with", slot), slot) for slot in step.slots),
        *((("take", own), slot) for own, slot in step.take.items()),
    ]
    for place, slot in used:
        if slot not in part.slots:
            message = _('{src} has no slot "{slot}"').format(src=step.src, slot=slot)
            yield place, message + did_you_mean(slot, part.slots)
    for slot, declared in part.slots.items():
        if declared.required and slot not in step.slots:
            yield (), _('{src} needs the slot "{slot}"').format(src=step.src, slot=slot)
