"""Writes a call down as the exchanges that tests are judged by."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from typing_extensions import override

from voicebot.conversation.script import Script
from voicebot.rehearsal.agents import AnyAgent
from voicebot.rehearsal.record import Exchange
from voicebot.rehearsal.stage import Stage
from voicebot.scenario.actions import Action
from voicebot.scenario.events import Event
from voicebot.scenario.model import Scenario
from voicebot.scenario.state import TalkState
from voicebot.understanding.understander import Understander


class Stenographer(Script):
    """A script that keeps each event with the actions and the state it led to.

    Of variants of a text the first is said first, whatever the call; every transfer
    reaches somebody.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        slots: Mapping[str, str],
        understander: Understander,
        now: Callable[[], datetime],
        stage: Stage,
    ) -> None:
        super().__init__(
            scenario, slots=slots, understander=understander, agents=AnyAgent(), now=now
        )
        self._stage = stage
        state, actions = self.opening
        self._exchanges = [
            Exchange(item=None, event=None, actions=actions, state=state)
        ]

    @override
    def begin(self, call_id: str) -> None:
        """Keep the opening that any call of these slots has."""

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Complete once the call has ended."""
        self._note_reply()
        return tuple(self._exchanges)

    @override
    def advance(
        self, state: TalkState, event: Event
    ) -> tuple[TalkState, tuple[Action, ...]]:
        self._note_reply()
        state, actions = super().advance(state, event)
        if self._stage.is_aside(event):
            last = self._exchanges[-1]
            self._exchanges[-1] = replace(
                last, actions=last.actions + actions, state=state
            )
        else:
            self._exchanges.append(self._exchange(event, state, actions))
        return state, actions

    def _exchange(
        self, event: Event, state: TalkState, actions: tuple[Action, ...]
    ) -> Exchange:
        return Exchange(
            item=self._stage.item_of(event),
            event=event,
            actions=actions,
            state=state,
            is_interrupting=self._stage.is_interrupting(event),
        )

    def _note_reply(self) -> None:
        """What was timed since the latest exchange began is how soon it was heard."""
        reply_s = self._stage.caller.take_reply_s()
        if reply_s is not None:
            self._exchanges[-1] = replace(self._exchanges[-1], reply_s=reply_s)
