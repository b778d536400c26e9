"""Where a talk stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voicebot.scenario.actions import Say


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkState:
    """Everything that the interpreter remembers between two events.

    `step` is the key of the node that waits (`on`, `transfer`). `path` is every node
    entered, in order. `heard` holds what the last turn brought: its `text`, its
    `time` in ISO 8601, and what the understanding found beside. `said` is the last
    batch's speech, for «повторите». A finished talk answers every event with a hang-up.
    """

    node: str
    step: str = ""
    path: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    noinputs: int = 0
    nomatches: int = 0
    said: tuple[Say, ...] = ()
    outcome: str | None = None
    is_over: bool = False
