"""Webhooks that the settings do not name."""

from collections.abc import Collection
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.names_outside import UnknownOutside
from voicebot.scenario.nodes.webhook import Webhook
from voicebot.scenario.step import Step

_ADDRESSES = ("https://", "http://")


class UnknownWebhook(UnknownOutside):
    """A `webhook` whose name is neither under the settings' `webhooks` nor an address."""

    name: ClassVar[str] = "unknown_webhook"
    key: ClassVar[str] = "to"

    @override
    def known(self, machine: Machine) -> Collection[str] | None:
        return machine.webhooks

    @override
    def name_in(self, step: Step) -> str | None:
        if isinstance(step, Webhook) and not step.to.startswith(_ADDRESSES):
            return step.to
        return None

    @override
    def sentence(self, name: str) -> str:
        return _('the settings have no webhook "{name}"').format(name=name)

    @override
    def hint(self) -> str:
        return _('name its address under "webhooks" of voicebot.yaml')
