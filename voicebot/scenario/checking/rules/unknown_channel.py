"""Messages that nothing carries."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.nodes.message import Message
from voicebot.scenario.reading.similar import did_you_mean


class UnknownChannel(Rule):
    """A `message` by a channel that the settings' `messages` do not name."""

    name: ClassVar[str] = "unknown_channel"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        known = surveyed.machine.channels
        for name, node in surveyed.scenario.nodes.items():
            step = node.steps_by_key.get("message")
            if known is None or not isinstance(step, Message) or step.channel in known:
                continue
            yield Suspicion(
                place=("nodes", name, "message", "channel"),
                is_value=True,
                message=_('the settings have no message channel "{name}"').format(
                    name=step.channel
                )
                + did_you_mean(step.channel, known),
                hint=_('name its gateway under "messages" of voicebot.yaml'),
            )
