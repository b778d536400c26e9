"""What rules share that look for names which the settings should know."""

from abc import abstractmethod
from collections.abc import Collection, Iterator
from typing import ClassVar

from typing_extensions import override

from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.rule import Rule, Severity, Surveyed, Suspicion
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.scenario.step import Step


class UnknownOutside(Rule):
    """A step that names what the settings do not. `key` is the step's key that names it.

    Nothing is looked for where the settings are not known.
    """

    severity: ClassVar[Severity] = Severity.WARNING
    key: ClassVar[str]

    @abstractmethod
    def known(self, machine: Machine) -> Collection[str] | None:
        """The names in the settings; None where these are not known."""

    @abstractmethod
    def name_in(self, step: Step) -> str | None:
        """The name that a step uses, if it must stand in the settings."""

    @abstractmethod
    def sentence(self, name: str) -> str:
        """That the settings have none of that name."""

    @abstractmethod
    def hint(self) -> str:
        """What to write in the settings."""

    @override
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        known = self.known(surveyed.machine)
        if known is None:
            return
        for node_name, node in surveyed.scenario.nodes.items():
            for step in node.steps:
                name = self.name_in(step)
                if name is not None and name not in known:
                    yield Suspicion(
                        place=("nodes", node_name, step.key, self.key),
                        is_value=True,
                        message=self.sentence(name) + did_you_mean(name, known),
                        hint=self.hint(),
                    )
