"""Transfers to nobody."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.nodes.transfer import Transfer
from voicebot.scenario.reading.similar import did_you_mean

_ADDRESSES = ("sip:", "sips:")


class UnknownAgent(Rule):
    """A `transfer` to a name that is neither under the settings' `agents` nor an address."""

    name: ClassVar[str] = "unknown_agent"
    severity: ClassVar[Severity] = Severity.WARNING

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        known = surveyed.machine.agents
        for name, node in surveyed.scenario.nodes.items():
            step = node.steps_by_key.get("transfer")
            if known is None or not isinstance(step, Transfer):
                continue
            if step.to not in known and not step.to.startswith(_ADDRESSES):
                yield Suspicion(
                    place=("nodes", name, "transfer", "to"),
                    is_value=True,
                    message=_('the settings have no agents "{name}"').format(
                        name=step.to
                    )
                    + did_you_mean(step.to, known),
                    hint=_('name their address under "agents" of voicebot.yaml'),
                )
