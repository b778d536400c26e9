"""Scales that nobody keeps in mind."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.nodes.scale import Scale

_MOST_STEPS = 11
"""From nought to ten, as a net promoter score is asked, is one more than ten."""


class LongScale(Rule):
    """A `scale` of more than ten steps."""

    name: ClassVar[str] = "long_scale"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        for name, node in surveyed.scenario.nodes.items():
            step = node.steps_by_key.get("scale")
            if not isinstance(step, Scale):
                continue
            steps = step.max - step.min + 1
            if steps > _MOST_STEPS:
                yield Suspicion(
                    place=("nodes", name, "scale"),
                    message=_("the scale has {steps} steps").format(steps=steps),
                    hint=_("ask from one to five, or from one to ten"),
                )
