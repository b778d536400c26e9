"""Messages that nothing carries."""

from collections.abc import Collection
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.names_outside import UnknownOutside
from voicebot.scenario.nodes.message import Message
from voicebot.scenario.step import Step


class UnknownChannel(UnknownOutside):
    """A `message` by a channel that the settings' `messages` do not name."""

    name: ClassVar[str] = "unknown_channel"
    key: ClassVar[str] = "channel"

    @override
    def known(self, machine: Machine) -> Collection[str] | None:
        return machine.channels

    @override
    def name_in(self, step: Step) -> str | None:
        return step.channel if isinstance(step, Message) else None

    @override
    def sentence(self, name: str) -> str:
        return _('the settings have no message channel "{name}"').format(name=name)

    @override
    def hint(self) -> str:
        return _('name its gateway under "messages" of voicebot.yaml')
