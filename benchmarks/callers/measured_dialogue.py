"""What callers and robot talk about: short questions in a row, or a published case."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_EXAMPLE = re.compile(r"\{required: true, example: (?P<value>[^}]+)\}")

SCENARIO = _ROOT / "benchmarks" / "turns.yaml"
CALLS_PER_S = 10.0
FINISHED = "finished"
"""The outcome of a call that was led through all questions of a measured scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredDialogue:
    """A scenario, and replies that lead to its `good_end`, an outcome.

    Replies are a corpus's of these `intents`, or `texts` in the robot's own voice. Each
    caller calls `rounds` times, one call after another. They begin within `begin_s`: of
    a long prompt the callers would else all reply in the same second, which nobody's do.
    """

    scenario: Path
    good_end: str
    intents: Sequence[str]
    texts: Sequence[str]
    rounds: int = 1
    begin_s: float = 0.0

    def calls_a_second(self, calls: int) -> float:
        """How fast the first calls come; the node takes no more than `CALLS_PER_S`."""
        return min(CALLS_PER_S, calls / self.begin_s) if self.begin_s else CALLS_PER_S

    def placed(self, folder: Path) -> Path:
        """The scenario as inbound callers, of whom nothing is known, can talk to it."""
        path = folder / self.scenario.name
        text = self.scenario.read_text(encoding="utf-8")
        path.write_text(with_examples(text), encoding="utf-8")
        return path


DIALOGUES = {
    "dense": MeasuredDialogue(
        scenario=SCENARIO,
        good_end=FINISHED,
        intents=("yes", "no", "call_later"),
        texts=(
            *("Да.", "Нет.", "Да, конечно.", "Перезвоните через полчаса."),
            "Нет, спасибо.",
        ),
    ),
    "leads": MeasuredDialogue(
        scenario=_ROOT / "dialogs" / "credit_lead.yaml",
        good_end="interested",
        intents=("yes",),
        texts=("Да.", "Да, конечно.", "Да, готова.", "Да, хорошо.", "Да, давайте."),
        rounds=3,
        begin_s=28.0,
    ),
}
"""By the name that `--dialogue` takes."""

AGENTS = {"managers": "sip:managers@127.0.0.1:9"}
"""Callers say of each transfer that an agent has answered; nobody is called there."""


def with_examples(scenario: str) -> str:
    """A scenario's text, where what a contact must bring has its example for default.

    >>> with_examples("  name: {required: true, example: Анна}")
    '  name: {default: Анна}'
    """
    return _EXAMPLE.sub(r"{default: \g<value>}", scenario)
