"""Choices that are never made."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.checking.sampling import choices_made


class ShadowedChoice(Rule):
    """A choice that could hold, but an earlier one is always taken before it."""

    name: ClassVar[str] = "shadowed_choice"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name in scenario.nodes:
            made = choices_made(scenario, name)
            if made is None:
                continue
            for index, can_hold in enumerate(made.holding):
                if can_hold and not made.taken[index]:
                    yield Suspicion(
                        place=("nodes", name, "choose", index),
                        message=_("an earlier choice is always taken before this one"),
                        hint=_("put the narrower condition first, and the rest last"),
                    )
