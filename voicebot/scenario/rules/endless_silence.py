"""Circles that a silent caller never leaves."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.roads import circles
from voicebot.scenario.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.step import ExitKind

_WITHOUT_A_WORD = {ExitKind.SILENCE, ExitKind.DIRECT}


class EndlessSilence(Rule):
    """Replies to silence that lead back to the question they belong to."""

    name: ClassVar[str] = "endless_silence"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, road in circles(scenario, lambda road: road.kind in _WITHOUT_A_WORD):
            if road.kind is ExitKind.SILENCE:
                yield Suspicion(
                    place=road.place,
                    message=_('a silent caller comes back to "{name}" for ever').format(
                        name=name
                    ),
                    hint=_('let "on_noinput" end with "go: hang_up"'),
                )
