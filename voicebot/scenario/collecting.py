"""What steps that collect a value share: hearing it, its confirmation, corrections."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.branches import Branches
from voicebot.scenario.branching import branch
from voicebot.scenario.events import Event, KeysPressed, TurnHeard
from voicebot.scenario.flow import CONTINUE, WAIT, Flow
from voicebot.scenario.hearing import Hearing
from voicebot.scenario.reprompts import ask_once_more, no_match
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.step import Exit, ExitKind, Spoken, Step
from voicebot.scenario.template import Template
from voicebot.scenario.value import value_pressed, value_said

_YES_OR_NO = {"yes": "", "no": "", "key 1": "", "key 2": ""}
"""Answers to a confirmation; keys 1 and 2 for who entered the value by keys."""


class Collecting(Step, ABC):
    """A step that waits for a value of `slot`, then lets the node go on.

    With `confirm` the value counts after a «да»; «нет» asks again, and another value
    («нет, в пять») is confirmed anew. Until then the slot keeps what it had.
    """

    slot: str = Field(min_length=1)
    confirm: Template | None = None
    on: Branches = Field(default_factory=dict)

    @property
    def most_keys(self) -> int | None:
        """How many keys a value may have; None: as its type says."""
        return None

    @abstractmethod
    def fits(self, kind: SlotType, value: str) -> bool:
        """Whether a value of the slot's type is an answer here."""

    def read(self, text: str, value: str | None) -> str | None:
        """The value that was said in `text`; `value` is what the slot's type found."""
        del text
        return value

    @override
    def hearings(self) -> Iterable[Hearing]:
        yield Hearing(
            name=self.key,
            place=f"{self.key}.on",
            branches=self.on,
            slot=self.slot,
            most_keys=self.most_keys,
        )
        if self.confirm is not None:
            yield Hearing(
                name=self._confirming,
                place=self._confirming,
                branches=_YES_OR_NO,
                slot=self.slot,
                most_keys=0,
                confirms=self.confirm,
            )

    @override
    def exits(self) -> Iterable[Exit]:
        for name, target in self.on.items():
            yield Exit(
                target=target,
                kind=ExitKind.ANSWER,
                label=name,
                place=(self.key, "on", name),
            )

    @override
    def spoken(self) -> Iterable[Spoken]:
        if self.confirm is not None:
            yield Spoken(text=self.confirm, place=(self.key, "confirm"))

    @override
    def written_slots(self) -> frozenset[str]:
        return frozenset({self.slot})

    @override
    def filled_slots(self) -> frozenset[str]:
        return frozenset({self.slot})

    @override
    def enter(self, batch: Batch) -> Flow:
        batch.listen(self._confirming if batch.state.pending else self.key)
        return WAIT

    @override
    def resume(self, batch: Batch, event: Event) -> Flow:
        flow = self._answer(batch, event)
        return self.enter(batch) if flow is None else flow

    @property
    def _confirming(self) -> str:
        return f"{self.key}.confirm"

    def _answer(self, batch: Batch, event: Event) -> Flow | None:
        is_confirming = bool(batch.state.pending)
        name = self._confirming if is_confirming else self.key
        answers = batch.scene.answers[name]
        if isinstance(event, TurnHeard) and event.meaning.intent in answers.replies:
            return branch(batch, answers, event)
        value = self._value(batch, event)
        if is_confirming:
            return self._confirmed(batch, event, value)
        if value is None:
            return branch(batch, answers, event)
        return self._take(batch, value)

    def _value(self, batch: Batch, event: Event) -> str | None:
        kind = batch.scene.slot_types[self.slot]
        match event:
            case TurnHeard(meaning=meaning):
                said = value_said(kind, meaning, batch.now)
                return self.read(meaning.text, said)
            case KeysPressed(keys=keys) if not batch.state.pending:
                is_branch = f"key {keys}" in self.on
                return None if is_branch else value_pressed(kind, keys, batch.now)
            case _:
                return None

    def _take(self, batch: Batch, value: str) -> Flow | None:
        """Keep the value, or ask whether it is right; None waits for the answer."""
        if not self.fits(batch.scene.slot_types[self.slot], value):
            return no_match(batch)
        if self.confirm is None:
            batch.set_slot(self.slot, value)
            return CONTINUE
        batch.state = replace(batch.state, pending=value)
        batch.say(self.confirm)
        return None

    def _confirmed(self, batch: Batch, event: Event, value: str | None) -> Flow | None:
        answer = _yes_or_no(event)
        if value is not None and value != batch.state.pending:
            return self._take(batch, value)
        if answer == "yes" or value is not None:
            batch.set_slot(self.slot, batch.state.pending)
            batch.state = replace(batch.state, pending="")
            return CONTINUE
        if answer == "no":
            batch.state = replace(batch.state, pending="")
            return ask_once_more(batch)
        return branch(batch, batch.scene.answers[self._confirming], event)


def _yes_or_no(event: Event) -> str | None:
    match event:
        case TurnHeard(meaning=meaning):
            return meaning.intent
        case KeysPressed(keys=keys):
            return {"1": "yes", "2": "no"}.get(keys)
        case _:
            return None
