"""What comes after a step of a node."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Continue:
    """The next step of the same node; after the last one the call ends."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The batch is complete; the next event comes back to this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """Another node, or `hang_up`, by the exit of this name."""

    target: str
    exit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """A subdialog with these slots; when it returns, its result comes to this step."""

    src: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """The subdialog is over; without one around it, the call ends."""

    result: str | None


@dataclass(frozen=True, slots=True)
class Finish:
    """The call ends."""


CONTINUE = Continue()
WAIT = Wait()
FINISH = Finish()

Flow = Continue | Wait | Go | Begin | Return | Finish
