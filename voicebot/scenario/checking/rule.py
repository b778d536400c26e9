"""What a rule of `voicebot check` is, and what it finds."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.problem import Mark, Place


class Severity(StrEnum):
    """An error must be mended before anyone is called."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend: line and column count from 1, `hint` says how."""

    path: Path
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    hint: str

    @property
    def mark(self) -> Mark:
        return Mark(self.line, self.column)

    @property
    def sentence(self) -> str:
        """What was found and what to do about it."""
        if not self.hint:
            return self.message
        if self.message.endswith("?"):
            return f"{self.message} ({self.hint})"
        return f"{self.message}; {self.hint}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A kind of finding: its usual severity, and a sentence about it."""

    name: str
    severity: Severity
    summary: str

    @property
    def page(self) -> str:
        """What authors read about it, from the project's root."""
        return f"docs/rules/{self.name}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """What a rule found: a place in the document, a sentence, and what to do.

    `is_value` tells that it is about the place's value rather than its key. Without
    a severity of its own it has the rule's.
    """

    place: Place
    message: str
    hint: str
    is_value: bool = False
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """What a rule looks at. `known_intents` are those that have phrases anywhere."""

    scenario: Scenario
    known_intents: Collection[str]
    machine: Machine = field(default_factory=Machine)


class Rule(ABC):
    """One thing that `voicebot check` looks for; its docstring explains it.

    Authors read about it in `docs/rules/NAME.md`.
    """

    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR

    @abstractmethod
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        """Everything that the rule objects to."""
