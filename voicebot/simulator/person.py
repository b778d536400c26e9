"""One person who may be called."""

from dataclasses import dataclass
from random import Random

from voicebot.simulator.kind import Kind

_APART = 1_000_003
"""Keeps the draws of neighbouring seeds from meeting: more calls nobody gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What they do at a call is drawn from `seed` and the call's own number alone.

    So the same person does the same in a simulation and in a test of the real dialer,
    whoever else is called in between. `zone` is where their clock is, `phones` how many
    numbers they have, one at least.
    """

    kind: Kind
    seed: int
    zone: str = "Europe/Moscow"
    phones: int = 1

    def chance(self, call: int) -> Random:
        """What the `call`-th call draws from, counted from 0."""
        return Random(self.seed * _APART + call)  # no secret hangs on it
