"""Everybody whom a campaign may call, as shares of kinds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from voicebot.simulator.kind import Kind
from voicebot.simulator.outside import ALL_CONNECT, Outside
from voicebot.simulator.person import Person

Each = TypeVar("Each")

_MOSCOW: Mapping[str, float] = {"Europe/Moscow": 1.0}
_ONE_EACH: Mapping[int, float] = {1: 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """`zones` are where people live, by share; `slots` what a contact brings, drawn from.

    `phones` are shares of people by how many numbers they have.
    """

    name: str
    scenario: str
    kinds: tuple[Kind, ...]
    title: str = ""
    zones: Mapping[str, float] = field(default_factory=lambda: _MOSCOW)
    phones: Mapping[int, float] = field(default_factory=lambda: _ONE_EACH)
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: Outside = ALL_CONNECT

    def people(self, count: int, seed: int) -> Iterator[Person]:
        """So many, in an order drawn by `seed`; each kind has exactly its share."""
        source = Random(f"{self.name} {seed}")
        kinds = apportioned(self.kinds, [each.share for each in self.kinds], count)
        zones = apportioned(list(self.zones), list(self.zones.values()), count)
        phones = apportioned(list(self.phones), list(self.phones.values()), count)
        for each in (kinds, zones, phones):
            source.shuffle(each)
        for kind, zone, many in zip(kinds, zones, phones, strict=True):
            seed_of_one = source.getrandbits(48)
            yield Person(kind=kind, seed=seed_of_one, zone=zone, phones=many)


def apportioned(
    those: Sequence[Each], shares: Sequence[float], count: int
) -> list[Each]:
    """`count` of `those` by their shares; what is left over goes to the largest rests.

    >>> apportioned(["a", "b", "c"], [0.5, 0.3, 0.2], 7)
    ['a', 'a', 'a', 'a', 'b', 'b', 'c']
    """
    whole = sum(shares)
    exact = [count * share / whole for share in shares]
    counts = [int(one) for one in exact]
    by_rest = sorted(range(len(those)), key=lambda at: counts[at] - exact[at])
    for at in by_rest[: count - sum(counts)]:
        counts[at] += 1
    return [
        each for each, many in zip(those, counts, strict=True) for _one in range(many)
    ]
