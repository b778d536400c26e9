"""The calls that go on in one phone: who they are, what they do, what they lost."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from voicebot.conversation.events import CallEvent
from voicebot.node.call_state import CallState, state_after
from voicebot.node.reports import LiveCall

logger = logging.getLogger(__name__)


class Audible(Protocol):
    """A leg, as far as it is counted here."""

    @property
    def call_id(self) -> str: ...

    @property
    def dropped_ticks(self) -> int: ...


class LiveCalls:
    """For one event loop. `changed` is told of each call that begins, changes or ends."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._calls: dict[str, LiveCall] = {}
        self._legs: dict[str, Audible] = {}
        self._dropped_ticks = 0

    @property
    def calls(self) -> tuple[LiveCall, ...]:
        return tuple(self._calls.values())

    @property
    def callers(self) -> int:
        """How many of them called us."""
        return sum(not call.campaign for call in self._calls.values())

    @property
    def dropped_ticks(self) -> int:
        """20 ms of some call each, lost because the loop stood still too long."""
        live = sum(leg.dropped_ticks for leg in self._legs.values())
        return self._dropped_ticks + live

    @contextmanager
    def counted(
        self, leg: Audible, scenario: str, campaign: str = ""
    ) -> Iterator[None]:
        """The call goes on inside the block; one that was placed is a `campaign`'s."""
        self._legs[leg.call_id] = leg
        self._calls[leg.call_id] = LiveCall(
            call_id=leg.call_id,
            scenario=scenario,
            campaign=campaign,
            since=datetime.now(UTC),
            state=CallState.RINGING,
        )
        self._changed()
        try:
            yield
        finally:
            del self._calls[leg.call_id]
            self._let_go(self._legs.pop(leg.call_id).dropped_ticks)
            self._changed()

    def _let_go(self, dropped_ticks: int) -> None:
        self._dropped_ticks += dropped_ticks
        if dropped_ticks:
            logger.warning("ticks_dropped", extra={"ticks": dropped_ticks})

    def follow(self, call_id: str, event: CallEvent) -> None:
        """What a call does after an event of its timeline."""
        call = self._calls[call_id]
        state = state_after(call.state, event)
        if state is not call.state:
            self._calls[call_id] = replace(call, state=state)
            self._changed()
