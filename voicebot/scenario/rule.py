"""What a rule of `voicebot check` is, and what it finds."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from voicebot.scenario.model import Scenario
from voicebot.scenario.problem import Place


class Severity(StrEnum):
    """An error must be mended before anyone is called."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to mend: `line` counts from 1, `hint` says how."""

    path: Path
    line: int
    rule: str
    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """What a rule found: a place in the document, a sentence, and what to do."""

    place: Place
    message: str
    hint: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """What a rule looks at. `known_intents` are those that have phrases anywhere."""

    scenario: Scenario
    known_intents: Collection[str]


class Rule(ABC):
    """One thing that `voicebot check` looks for; its docstring explains it."""

    name: ClassVar[str]

    @abstractmethod
    def look(self, surveyed: Surveyed) -> Iterator[Suspicion]:
        """Everything that the rule objects to."""
