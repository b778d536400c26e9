"""Recordings that are not there."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.rule import Rule, Surveyed, Suspicion


class MissingAudio(Rule):
    """An `audio` file that does not lie where the scenario says."""

    name: ClassVar[str] = "missing_audio"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        folder = surveyed.scenario.path.parent
        for name, node in surveyed.scenario.nodes.items():
            for spoken in node.spoken:
                if spoken.audio and not (folder / spoken.audio).is_file():
                    yield Suspicion(
                        place=("nodes", name, *spoken.place, "audio"),
                        message=_("there is no recording {file}").format(
                            file=folder / spoken.audio
                        ),
                        hint=_(
                            'put it there, or remove "audio" to synthesize the text'
                        ),
                    )
