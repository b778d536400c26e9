"""Talks with a drawn person as text: the interpreter and the understanding, no sound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    CallWebhook,
    HangUp,
    Hold,
    LeaveNode,
    Listen,
    ScheduleCallback,
    Transfer,
    WriteFields,
)
from voicebot.scenario.answer_understanding import UnderstandAnswer
from voicebot.scenario.chatting.chat_commands import first_press
from voicebot.scenario.events import (
    CallerGone,
    Event,
    HoldEnded,
    KeysPressed,
    MachineAnswered,
    SilenceKept,
    TransferEnded,
    TurnHeard,
)
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.model import Scenario
from voicebot.simulator.kind import Manner
from voicebot.simulator.outside import ALL_CONNECT, WEBHOOK_S, Outside
from voicebot.simulator.spoken import THINKS_S, prompts_s, speech_s

_MOST_EVENTS = 200
"""A talk that is longer goes in a circle; the person leaves it."""

_KEY_S = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScript:
    """What is talked about, and how it is understood."""

    scenario: Scenario
    understand: UnderstandAnswer
    outside: Outside = ALL_CONNECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """What a talk came to; `talked_s` is an estimate by letters.

    `turns` are what the person said or pressed, `no_matches` those of them that led
    nowhere. `hung_up` tells that the person left first. `fields` are what the talk wrote
    into the contact's card.
    """

    outcome: str | None
    talked_s: float
    promised_at: datetime | None = None
    is_do_not_call: bool = False
    turns: int = 0
    no_matches: int = 0
    hung_up: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


def talk(
    script: TextScript,
    manner: Manner,
    source: Random,
    slots: Mapping[str, str],
    now: datetime,
    machine: str | None = None,
) -> Talked:
    """Talk through a call answered at `now`, an aware time of the person's zone.

    `machine` is what answered instead of the person, a word of `answering.Answerer`.

    Raises:
        ScenarioError: the contact lacks a slot, or one holds what it cannot.
    """
    one = _Talk(script, manner, source, now)
    one.begin(slots, machine)
    for _event in range(_MOST_EVENTS):
        if isinstance(one.waits_for, HangUp):
            break
        one.take(one.next_event())
    return one.talked


class _Talk:
    """One talk in the making."""

    def __init__(
        self, script: TextScript, manner: Manner, source: Random, now: datetime
    ) -> None:
        self._script = script
        self._manner = manner
        self._source = source
        self._now = now
        self._lasted_s = 0.0
        self._keys = ""
        self._actions: list[Action] = []
        self._turns = self._no_matches = 0
        self._hung_up = False

    def begin(self, slots: Mapping[str, str], machine: str | None) -> None:
        seed = self._source.getrandbits(16)
        self._state, actions = start(self._script.scenario, slots, self._now, seed)
        if machine is None:
            self._keep(actions)
        else:
            self.take(MachineAnswered(by=machine))

    @property
    def waits_for(self) -> Action:
        return self._actions[-1]

    @property
    def talked(self) -> Talked:
        promised = [
            one.at for one in self._actions if isinstance(one, ScheduleCallback)
        ]
        return Talked(
            outcome=self._state.outcome,
            talked_s=round(self._lasted_s, 1),
            promised_at=promised[-1] if promised else None,
            is_do_not_call=any(
                isinstance(one, AddToDoNotCall) for one in self._actions
            ),
            turns=self._turns,
            no_matches=self._no_matches,
            hung_up=self._hung_up,
            fields=self._fields(),
        )

    def _fields(self) -> Mapping[str, str]:
        """A later value of a field replaces the former."""
        written: dict[str, str] = {}
        for action in self._actions:
            if isinstance(action, WriteFields):
                written.update(action.fields)
        return written

    def next_event(self) -> Event:
        """What ends the wait, and the time that it takes."""
        outside = self._script.outside
        match self.waits_for:
            case Listen() as question:
                return self._answer(question)
            case Transfer() as transfer:
                is_connected = outside.connects(self._source)
                held_s = outside.transfer_s(transfer, is_connected=is_connected)
                self._lasted_s += held_s
                return TransferEnded(is_connected=is_connected)
            case CallWebhook() as asked:
                self._lasted_s += WEBHOOK_S
                return outside.webhook(asked)
            case Hold(duration_s=duration_s):
                self._lasted_s += duration_s
                return HoldEnded()
            case _:
                return CallerGone()

    def take(self, event: Event) -> None:
        """Tell the interpreter."""
        is_turn = isinstance(event, TurnHeard | KeysPressed)
        self._hung_up = isinstance(event, CallerGone)
        before = self._state.nomatches
        moment = self._now + timedelta(seconds=self._lasted_s)
        scenario = self._script.scenario
        self._state, actions = advance(scenario, self._state, event, moment)
        self._keep(actions)
        if is_turn:
            is_lost = self._state.nomatches > before or any(map(_is_lost, actions))
            self._turns += 1
            self._no_matches += is_lost

    def _keep(self, actions: Sequence[Action]) -> None:
        self._actions += actions
        self._lasted_s += prompts_s(actions)

    def _answer(self, question: Listen) -> Event:
        manner, source = self._manner, self._source
        is_tired = self._lasted_s > manner.patience_s
        if is_tired or source.random() < manner.hang_up_chance:
            return CallerGone()
        if self._keys:
            return self._press(question)
        is_confirming = bool(self._state.pending)
        reply = manner.reply(question.node, source, is_confirming=is_confirming)
        if reply.is_leaving:
            return CallerGone()
        if reply.keys is not None:
            self._keys = reply.keys
            return self._press(question)
        if reply.says is None:
            self._lasted_s += question.noinput_s
            return SilenceKept()
        self._lasted_s += THINKS_S + speech_s(reply.says) + THINKS_S
        moment = self._now + timedelta(seconds=self._lasted_s)
        understand = self._script.understand
        meaning = understand(reply.says, question=question, now=moment)
        return TurnHeard(meaning=meaning)

    def _press(self, question: Listen) -> Event:
        pressed, self._keys = first_press(question, self._keys)
        self._lasted_s += THINKS_S + _KEY_S * len(pressed)
        return KeysPressed(keys=pressed)


def _is_lost(action: Action) -> bool:
    """Whether the talk left a node because nothing was understood."""
    return isinstance(action, LeaveNode) and action.exit.startswith("on_nomatch")
