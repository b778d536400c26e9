"""No way to be left alone."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.language import DO_NOT_CALL
from voicebot.scenario.rule import Rule, Surveyed, Suspicion


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
