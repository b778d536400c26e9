"""Questions that nobody may answer."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import Node


class UnheardQuestion(Rule):
    """A `say` that asks, in a node which goes on without listening."""

    name: ClassVar[str] = "unheard_question"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        scenario = surveyed.scenario
        for name, node in scenario.nodes.items():
            if (
                node.waits
                or "ask" in node.steps_by_key
                or _is_heard_next(scenario, node)
            ):
                continue
            for spoken in node.spoken:
                if spoken.text.source.endswith("?"):
                    yield Suspicion(
                        place=("nodes", name, *spoken.place),
                        is_value=True,
                        message=_(
                            '"{name}" asks and does not wait for an answer'
                        ).format(name=name),
                        hint=_('add "on" with the answers, or do not ask'),
                    )


def _is_heard_next(scenario: Scenario, node: Node) -> bool:
    """Whether a node that it leads to listens before it says anything itself."""
    following = (scenario.nodes.get(exit_.target) for exit_ in node.exits)
    return any(
        other is not None and other.waits and not other.questions for other in following
    )
