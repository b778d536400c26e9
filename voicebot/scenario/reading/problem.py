"""What is wrong with a scenario file, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from voicebot.errors import ScenarioError
from voicebot.i18n import _

Place = tuple[str | int, ...]
"""Where in the document: keys and list positions from the top."""

STRUCTURAL: Mapping[str, str] = {
    "syntax": "The file is not YAML as it may be written here.",
    "structure": "A key is missing, or holds what it cannot.",
    "unknown_key": "A key that means nothing where it stands.",
    "reserved_name": "A name that already stands for something else.",
    "unknown_start": "A first node that does not exist.",
    "unknown_node": "A way to a node that does not exist.",
    "unknown_slot": "A slot that is not declared.",
    "unusable_subdialog": "A subdialog that cannot be used.",
}
"""Kinds of problems with which no talk can run, each with a sentence about it."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A character of the file; both count from 1, columns in characters."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One sentence about one place. `rule` names its kind, `hint` says what to do."""

    line: int
    message: str
    rule: str = "structure"
    column: int = 1
    hint: str = ""

    @property
    def mark(self) -> Mark:
        return Mark(self.line, self.column)


def one_line(text: str) -> str:
    """The text as one printable line, whatever of the file it quotes.

    >>> one_line("no  node" + chr(27))
    'no node?'
    """
    line = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "?" for letter in line)


class UnusableScenario(ScenarioError):
    """A scenario with all of its problems; the message is the first of them."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.mark))
        first = self.problems[0]
        message = f"{path}:{first.line}:{first.column}: {one_line(first.message)}"
        if len(problems) > 1:
            message += _(" (and {count} more: run voicebot check {path})").format(
                count=len(problems) - 1, path=path
            )
        super().__init__(message)
