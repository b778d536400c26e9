"""Calls that cannot say who calls."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.language import WHO_IS_IT


class NamelessCaller(Rule):
    """No `about`, so «кто это?» gets an answer without a name."""

    name: ClassVar[str] = "nameless_caller"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        if scenario.about is None and WHO_IS_IT not in scenario.globals:
            yield Suspicion(
                place=("scenario",),
                message=_("the robot cannot say who calls and why"),
                hint=_('write it under "about"'),
            )
