"""Where people ended, against where they ought to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicebot.campaign.state import ContactState
from voicebot.simulator.contacts import SimulatedContact

NOT_DONE = ""
"""The list of those who are in none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEnded:
    """`ended` counts the kind's people by list; `belongs` None leaves that to chance."""

    name: str
    people: int
    belongs: str | None
    ended: Mapping[str, int]

    @property
    def is_right(self) -> bool:
        """Everybody ended where they ought to, or nobody ought to end anywhere."""
        return self.belongs is None or self.ended == {self.belongs: self.people}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilled:
    """`expected` people belong there, None where chance decides; `reached` are there."""

    name: str
    expected: int | None
    reached: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How a campaign divided its people."""

    kinds: tuple[KindEnded, ...]

    @property
    def is_known(self) -> bool:
        """Whether it is known beforehand where any of the people belong."""
        return any(kind.belongs is not None for kind in self.kinds)

    @property
    def is_true(self) -> bool:
        """Everybody of whom it is known ended where they belong."""
        return all(kind.is_right for kind in self.kinds)

    @property
    def lists(self) -> tuple[ListFilled, ...]:
        """The largest first."""
        expected: Counter[str] = Counter()
        reached: Counter[str] = Counter()
        for kind in self.kinds:
            reached.update(kind.ended)
            if kind.belongs is not None:
                expected[kind.belongs] += kind.people
        names = sorted({*expected, *reached}, key=lambda name: -reached[name])
        return tuple(
            ListFilled(name=name, expected=expected.get(name), reached=reached[name])
            for name in names
        )

    @property
    def not_done(self) -> int:
        """People who are in no list yet."""
        return sum(kind.ended.get(NOT_DONE, 0) for kind in self.kinds)


def split_of(
    contacts: Sequence[SimulatedContact], states: Sequence[ContactState]
) -> Split:
    """`states` are the contacts' in the same order."""
    ended: dict[str, Counter[str]] = {}
    for contact, state in zip(contacts, states, strict=True):
        counted = ended.setdefault(contact.person.kind.name, Counter())
        counted[state.list or NOT_DONE] += 1
    kinds = {contact.person.kind.name: contact.person.kind for contact in contacts}
    return Split(
        kinds=tuple(
            KindEnded(
                name=name,
                people=ended[name].total(),
                belongs=kind.belongs,
                ended=dict(ended[name].most_common()),
            )
            for name, kind in kinds.items()
        )
    )
