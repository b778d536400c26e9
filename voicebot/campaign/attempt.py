"""What one attempt to reach a contact came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AttemptResult(StrEnum):
    """How an attempt ended: the telephone's disposition, and who or what picked up."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    UNAVAILABLE = "unavailable"
    """Switched off or out of reach."""
    INVALID_NUMBER = "invalid_number"
    REJECTED = "rejected"
    MACHINE = "machine"
    """An answering machine, a virtual secretary, a menu: nobody to talk to."""
    FAILED = "failed"
    """On this side, or on the way: it says nothing of the contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One dialled call; `at` is when dialling began, aware.

    `outcome` is the scenario's own word for what the talk came to. `promised_at` is when
    the person asked to be called again, `is_do_not_call` that they asked never to be.
    `turns` counts what the person said, `no_matches` how much of that was not understood;
    `hung_up` is whether it was the person who ended the talk. `fields` are what the talk
    wrote into the contact's card, the last value of each.
    """

    at: datetime
    phone: str
    result: AttemptResult
    outcome: str | None = None
    rang_s: float = 0.0
    talked_s: float = 0.0
    promised_at: datetime | None = None
    is_do_not_call: bool = False
    turns: int = 0
    no_matches: int = 0
    hung_up: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
