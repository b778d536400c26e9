"""Slots that are used before they can have a value."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.filled import filled_slots
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.template import Expression

_ALWAYS_THERE = {"question", "text", "time_clash"}


class EmptySlot(Rule):
    """A text with a slot that some way of the talk leaves empty."""

    name: ClassVar[str] = "empty_slot"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        for place, slot, filled in filled_slots(surveyed.scenario):
            if slot.name in filled | _ALWAYS_THERE or slot.has_fallback:
                continue
            yield Suspicion(
                place=place,
                message=_('"{slot}" may have no value here').format(slot=slot.name),
                hint=_hint(slot),
            )


def _hint(slot: Expression) -> str:
    if slot.name == "time":
        return _("write {example} for a caller who names none").format(
            example="{time | in 2 hours}"
        )
    return _("make it required, set it before, or write {example}").format(
        example=f"{{{slot.name} | else …}}"
    )
