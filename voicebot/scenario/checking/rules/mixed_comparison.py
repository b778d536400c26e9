"""Comparisons of what cannot be compared."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.comparisons import Comparison, comparisons_of
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.choose import Choose
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value import value_complaint

_TYPED = {SlotType.NUMBER, SlotType.TIME, SlotType.DATE}


class MixedComparison(Rule):
    """A number compared with words, a time with no time, a text slot with a number."""

    name: ClassVar[str] = "mixed_comparison"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            step = node.steps_by_key.get("choose")
            for index, choice in enumerate(
                step.choices if isinstance(step, Choose) else ()
            ):
                for comparison in comparisons_of(choice.when) if choice.when else ():
                    found = _objection(scenario, comparison)
                    if found is not None:
                        yield Suspicion(
                            place=("nodes", name, "choose", index, "when"),
                            is_value=True,
                            message=found,
                            hint=_(
                                "compare it with what such a slot holds, or change its type"
                            ),
                        )


def _objection(scenario: Scenario, comparison: Comparison) -> str | None:
    slot = scenario.slots.get(comparison.slot)
    constant = comparison.constant
    if slot is None:
        return None
    if slot.type in _TYPED and value_complaint(slot.type, str(constant)):
        return _('"{slot}" is a {type}, which "{constant}" is not').format(
            slot=comparison.slot, type=slot.type.value, constant=constant
        )
    is_number = not isinstance(constant, str)
    if slot.type is SlotType.TEXT and is_number and comparison.is_order:
        return _(
            '"{slot}" is a text and is compared with the number {constant}'
        ).format(slot=comparison.slot, constant=constant)
    return None
