"""What is wrong with a scenario file, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voicebot.errors import ScenarioError
from voicebot.i18n import _

Place = tuple[str | int, ...]
"""Where in the document: keys and list positions from the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One sentence about one line; lines count from 1. `rule` names its kind."""

    line: int
    message: str
    rule: str = "structure"


class UnusableScenario(ScenarioError):
    """A scenario with all of its problems; the message is the first of them."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        first = self.problems[0]
        message = f"{path}:{first.line}: {first.message}"
        if len(problems) > 1:
            message += _(" (and {count} more: run voicebot check {path})").format(
                count=len(problems) - 1, path=path
            )
        super().__init__(message)
