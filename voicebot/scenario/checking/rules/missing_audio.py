"""Recordings that are not there."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.problem import Place


class MissingAudio(Rule):
    """A recording, of speech or for waiting, that does not lie where the scenario says."""

    name: ClassVar[str] = "missing_audio"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        folder = surveyed.scenario.path.parent
        for place, file in _recordings(surveyed.scenario):
            if not (folder / file).is_file():
                yield Suspicion(
                    place=place,
                    is_value=True,
                    message=_("there is no recording {file}").format(
                        file=folder / file
                    ),
                    hint=_('put it there, or remove "{key}"').format(key=place[-1]),
                )


def _recordings(scenario: Scenario) -> Iterator[tuple[Place, str]]:
    """Every file that is played, and where it is named."""
    for name, node in scenario.nodes.items():
        for step in node.steps:
            for place, file in step.recordings():
                yield ("nodes", name, *place), file
