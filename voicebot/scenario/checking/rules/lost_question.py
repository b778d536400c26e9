"""Questions whose answer nobody waits for."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Surveyed, Suspicion


class LostQuestion(Rule):
    """An `ask` without an `on`."""

    name: ClassVar[str] = "lost_question"

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        for name, node in surveyed.scenario.nodes.items():
            asks = any(step.key == "ask" for step in node.steps)
            if asks and not node.waits:
                yield Suspicion(
                    place=("nodes", name, "ask"),
                    message=_('"{name}" asks and does not wait for an answer').format(
                        name=name
                    ),
                    hint=_('add "on" with the answers, or write "say"'),
                )
