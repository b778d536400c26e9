"""Where a talk stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voicebot.scenario.actions import Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A scenario that waits at `node` for the subdialog that its step began."""

    node: str
    step: str
    src: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkState:
    """Everything that the interpreter remembers between two events.

    `step` is the key of the node that waits (`on`, `transfer`). `path` is every node
    entered, in order. `slots` are those of the (sub)scenario that talks; `frames` are
    the scenarios around it, outermost first. `heard` holds what the last turn
    brought: its `text`, its `time` in ISO 8601, and what the understanding found
    beside. `pending` is a value that waits for the caller's «да». `said` is the last
    batch's speech, for «повторите». `seed` chooses among variants of texts. A
    finished talk answers every event with a hang-up.
    """

    node: str
    step: str = ""
    path: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    frames: tuple[Frame, ...] = ()
    heard: Mapping[str, str] = field(default_factory=dict)
    pending: str = ""
    noinputs: int = 0
    nomatches: int = 0
    said: tuple[Say, ...] = ()
    outcome: str | None = None
    seed: int = 0
    is_over: bool = False
