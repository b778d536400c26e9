"""Transfers to nobody."""

from collections.abc import Collection
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.names_outside import UnknownOutside
from voicebot.scenario.nodes.transfer import Transfer
from voicebot.scenario.step import Step

_ADDRESSES = ("sip:", "sips:")


class UnknownAgent(UnknownOutside):
    """A `transfer` to a name that is neither under the settings' `agents` nor an address."""

    name: ClassVar[str] = "unknown_agent"
    key: ClassVar[str] = "to"

    @override
    def known(self, machine: Machine) -> Collection[str] | None:
        return machine.agents

    @override
    def name_in(self, step: Step) -> str | None:
        if isinstance(step, Transfer) and not step.to.startswith(_ADDRESSES):
            return step.to
        return None

    @override
    def sentence(self, name: str) -> str:
        return _('the settings have no agents "{name}"').format(name=name)

    @override
    def hint(self) -> str:
        return _('name their address under "agents" of voicebot.yaml')
