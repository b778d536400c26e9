"""Who holds the call slots of one line, and who may have the next. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """`total` slots, of which `kept` are for agents whatever callers come.

    Calls go by their numbers. `agents` are calls made for a caller, with that caller's
    number. `waiting` are callers for whom an agent is to be called as soon as a slot is
    free, first come first; a new caller does not overtake them. So a bridge never needs
    a slot more than there are, and callers never take the last one that it needs.

    >>> slots = Slots(total=4, kept=1, callers=frozenset({1, 2, 3}))
    >>> slots.has_room_for_caller, slots.has_room_for_agent_of(2)
    (False, True)
    """

    total: int
    kept: int = 0
    callers: frozenset[int] = frozenset()
    agents: Mapping[int, int] = field(default_factory=dict)
    waiting: tuple[int, ...] = ()

    @property
    def free(self) -> int:
        return self.total - len(self.callers) - len(self.agents)

    @property
    def has_room_for_caller(self) -> bool:
        return self.room_for_callers > 0

    @property
    def room_for_callers(self) -> int:
        """How many more could come now; never below 0."""
        promised = max(len(self.agents) + len(self.waiting), self._kept)
        return max(0, self.total - len(self.callers) - promised)

    def has_room_for_agent_of(self, caller: int) -> bool:
        """A free slot that nobody who came earlier waits for."""
        is_waiting = caller in self.waiting
        ahead = self.waiting.index(caller) if is_waiting else len(self.waiting)
        return self.free > ahead

    def agents_of(self, caller: int) -> tuple[int, ...]:
        return tuple(agent for agent, own in self.agents.items() if own == caller)

    def keeping(self, kept: int) -> Self:
        return replace(self, kept=kept)

    def with_caller(self, number: int) -> Self:
        return replace(self, callers=self.callers | {number})

    def with_agent(self, number: int, *, caller: int) -> Self:
        agents = {**self.agents, number: caller}
        return replace(self.without_waiting(caller), agents=agents)

    def with_waiting(self, caller: int) -> Self:
        """At the end of the queue; who waits already keeps the place."""
        if caller in self.waiting:
            return self
        return replace(self, waiting=(*self.waiting, caller))

    def without_waiting(self, caller: int) -> Self:
        waiting = tuple(number for number in self.waiting if number != caller)
        return replace(self, waiting=waiting)

    def without(self, number: int) -> Self:
        """A call is over, whichever it was."""
        agents = {own: caller for own, caller in self.agents.items() if own != number}
        gone = self.without_waiting(number)
        return replace(gone, callers=self.callers - {number}, agents=agents)

    @property
    def _kept(self) -> int:
        """A line of one slot keeps none: it would take no call."""
        return min(self.kept, self.total - 1)
