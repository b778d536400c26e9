"""No way to be left alone."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.parts import is_part, listens
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.language import DO_NOT_CALL


class NoDoNotCall(Rule):
    """`do_not_call` is switched off, though people may always refuse further calls."""

    name: ClassVar[str] = "no_do_not_call"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        if surveyed.scenario.globals.get(DO_NOT_CALL) is False:
            yield Suspicion(
                place=("globals", DO_NOT_CALL),
                message=_("nobody can ask not to be called again"),
                hint=_('remove "do_not_call: false"'),
            )
        elif not is_part(surveyed.scenario) and not listens(surveyed.scenario):
            yield Suspicion(
                place=("nodes", surveyed.scenario.first),
                severity=Severity.WARNING,
                message=_(
                    "the robot never listens, so nobody can refuse further calls"
                ),
                hint=_('ask something at the end, with "on"'),
            )
