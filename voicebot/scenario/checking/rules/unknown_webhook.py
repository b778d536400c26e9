"""Webhooks that the settings do not name."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.nodes.webhook import Webhook
from voicebot.scenario.reading.similar import did_you_mean

_ADDRESSES = ("https://", "http://")


class UnknownWebhook(Rule):
    """A `webhook` whose name is neither under the settings' `webhooks` nor an address."""

    name: ClassVar[str] = "unknown_webhook"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        known = surveyed.machine.webhooks
        for name, node in surveyed.scenario.nodes.items():
            step = node.steps_by_key.get("webhook")
            if known is None or not isinstance(step, Webhook):
                continue
            if step.to not in known and not step.to.startswith(_ADDRESSES):
                yield Suspicion(
                    place=("nodes", name, "webhook", "to"),
                    is_value=True,
                    message=_('the settings have no webhook "{name}"').format(
                        name=step.to
                    )
                    + did_you_mean(step.to, known),
                    hint=_('name its address under "webhooks" of voicebot.yaml'),
                )
