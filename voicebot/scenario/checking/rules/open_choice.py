"""Choices after which the call just ends."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.checking.sampling import choices_made


class OpenChoice(Rule):
    """A `choose` in which nothing may hold, in a node that then leads nowhere."""

    name: ClassVar[str] = "open_choice"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            if "choose" not in node.steps_by_key:
                continue
            made = choices_made(scenario, name)
            is_exhaustive = made is not None and made.is_exhaustive
            goes_on = any(step.is_last or step.ends_by_itself for step in node.steps)
            if not goes_on and not is_exhaustive:
                yield Suspicion(
                    place=("nodes", name, "choose"),
                    message=_(
                        'where no condition holds, "{name}" leads nowhere'
                    ).format(name=name),
                    hint=_('end the list with "- {go: NODE}"'),
                )
