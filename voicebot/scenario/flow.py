"""What comes after a step of a node."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Continue:
    """The next step of the same node; after the last one the call ends."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The batch is complete; the next event comes back to this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """Another node, or `hang_up`."""

    target: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The call ends."""


CONTINUE = Continue()
WAIT = Wait()
FINISH = Finish()

Flow = Continue | Wait | Go | Finish
