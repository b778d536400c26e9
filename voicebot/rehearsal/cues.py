"""What the caller of a rehearsed call does, in order, and how things end elsewhere."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from sip.leg import Samples
from voicebot.rehearsal.moves import TransferResult, WebhookMove


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Speak:
    """Say `samples` once the robot has asked; `after_s`: so long after it began to."""

    text: str
    samples: Samples
    after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Greet:
    """A machine answers: send `samples` at once, and leave it to the robot to end."""

    text: str
    samples: Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Press keys one after the other; when, as in `Speak`."""

    keys: str
    after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSilent:
    """Say nothing until the robot waits no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Put the telephone down; when, as in `Speak`."""

    after_s: float | None = None


Elsewhere = TransferResult | WebhookMove
"""How something ends that the caller has no part in."""

Cue = Greet | Speak | Press | KeepSilent | Leave | Elsewhere


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """A cue, and the position of what it stands for in the list that was given."""

    item: int
    cue: Cue


class Cues:
    """Who does what next. Nobody's turn is skipped: each takes only their own cue."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._left = deque(placed)

    @property
    def next(self) -> Placed | None:
        return self._left[0] if self._left else None

    def take(self) -> Placed:
        """The next one, which is now done."""
        return self._left.popleft()
