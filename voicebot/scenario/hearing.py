"""What a step of a node awaits from the caller."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voicebot.scenario.template import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """One thing that a step listens for.

    `branches` lead from intents and keys to nodes, by exits that begin with `place`.
    A value of `slot` is an answer as well; by keys it has at most `most_keys`, None
    as its type says. `confirms` is the question that such a value waits for.
    """

    name: str
    place: str
    branches: Mapping[str, str] = field(default_factory=dict)
    slot: str | None = None
    most_keys: int | None = None
    confirms: Template | None = None
