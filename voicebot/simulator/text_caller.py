"""A dialer's calls without telephones: people of a population answer as text."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from voicebot.campaign.attempt import Attempt
from voicebot.clock import Clock
from voicebot.simulator.people import People
from voicebot.simulator.text_talk import TextScript

LINES = 4


class Order(Protocol):
    """What is to be dialled, as far as text goes: a dialer's `CallOrder` is one."""

    @property
    def number(self) -> str: ...

    @property
    def ring_s(self) -> float: ...

    @property
    def scenario(self) -> str: ...

    @property
    def slots(self) -> Mapping[str, str]: ...


async def no_time(_seconds: float) -> None:
    """A call is over as soon as it was begun."""


class TextCaller:
    """Implements a dialer's `Caller`: `lines` calls at once, each through the true graph.

    `lasts` waits as long as a call of so many seconds should take; by `no_time` it takes
    none.
    """

    def __init__(
        self,
        people: People,
        scripts: Callable[[str], TextScript],
        clock: Clock,
        *,
        lines: int = LINES,
        lasts: Callable[[float], Awaitable[None]] = no_time,
    ) -> None:
        self._people = people
        self._scripts = scripts
        self._clock = clock
        self._lines = lines
        self._lasts = lasts
        self._live = 0

    @property
    def free(self) -> int:
        """How many calls may begin now."""
        return self._lines - self._live

    async def call(self, order: Order) -> Attempt:
        """Dial now, and talk if somebody answers.

        Raises:
            ScenarioError: there is no such scenario, or the contact lacks a slot.
            KeyError: nobody has the number.
        """
        self._live += 1
        try:
            attempt = self._people.called(
                order.number,
                self._scripts(order.scenario),
                self._clock(),
                ring_s=order.ring_s,
                slots=order.slots,
            )
            await self._lasts(attempt.rang_s + attempt.talked_s)
        finally:
            self._live -= 1
        return attempt
