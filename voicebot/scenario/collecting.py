"""What steps that collect a value share: hearing it, its confirmation, corrections."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.answers import Answers, Branch
from voicebot.scenario.batch import Batch
from voicebot.scenario.branches import Branches
from voicebot.scenario.branching import branch
from voicebot.scenario.events import Event, KeysPressed, TurnHeard
from voicebot.scenario.flow import CONTINUE, WAIT, Flow
from voicebot.scenario.hearing import Hearing
from voicebot.scenario.language import DO_NOT_CALL
from voicebot.scenario.promised_time import awaited_time, clash_of, promised_value
from voicebot.scenario.reply import Reply
from voicebot.scenario.reprompts import ask_once_more, no_match
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.step import Exit, ExitKind, Spoken, Step
from voicebot.scenario.template import Template
from voicebot.scenario.value import value_pressed, value_said
from voicebot.understanding.meaning import Basis, Meaning

_WISHES = frozenset({"call_later", "reschedule"})

_YES_OR_NO = {"yes": "yes", "no": "no", "key 1": "yes", "key 2": "no"}
"""Answers to a confirmation; keys 1 and 2 for who entered the value by keys."""


class Collecting(Step, ABC):
    """A step that waits for a value of `slot`, then lets the node go on.

    With `confirm` the value counts after a «да»; «нет» asks again, and another value
    («нет, в пять») is confirmed anew. Until then the slot keeps what it had. A time at
    which nobody may be called is not kept: another is offered, and counts likewise; so
    does a time that is only like what was heard.
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
        if self._kind(batch) is SlotType.TIME:
            event = awaited_time(event, batch.now, batch.state.pending)
        if batch.state.pending:
            return self._confirmed(batch, batch.scene.answers[self._confirming], event)
        answers = batch.scene.answers[self.key]
        if isinstance(event, TurnHeard) and self._goes_first(
            batch, answers, event.meaning
        ):
            return branch(batch, answers, event)
        value = self._value(batch, event)
        return (
            branch(batch, answers, event)
            if value is None
            else self._take(batch, event, value)
        )

    def _goes_first(self, batch: Batch, answers: Answers, meaning: Meaning) -> bool:
        """Whether what was meant goes before a value in the same words.

        A guess does not: «плохо» is a score before it is a bad line. Where any words
        are a value, only a whole known phrase does, or the wish not to be called. A
        wish to be called later is no other answer to «when?».
        """
        intent, kind = meaning.intent or "", self._kind(batch)
        if kind is SlotType.TEXT:
            is_known = intent in answers.replies or intent in answers.branches
            return (meaning.basis is Basis.PHRASE and is_known) or _refuses(meaning)
        if intent in _WISHES and kind in (SlotType.TIME, SlotType.DATE):
            return False
        return intent in answers.replies and meaning.basis.is_sure

    def _kind(self, batch: Batch) -> SlotType:
        return batch.scene.slot_types[self.slot]

    def _value(self, batch: Batch, event: Event) -> str | None:
        kind = self._kind(batch)
        promised = (
            promised_value(event, batch.now, batch.scene.call_window)
            if kind is SlotType.TIME
            else None
        )
        match event:
            case TurnHeard(meaning=meaning):
                value = promised or value_said(kind, meaning, batch.now)
                return self.read(meaning.text, value)
            case KeysPressed(keys=keys) if not batch.state.pending:
                is_branch = f"key {keys}" in self.on
                value = promised or value_pressed(kind, keys, batch.now)
                return None if is_branch else value
            case _:
                return None

    def _take(self, batch: Batch, event: Event, value: str) -> Flow | None:
        """Keep the value, or ask whether it is right; None waits for the answer."""
        if not self.fits(self._kind(batch), value):
            return no_match(batch)
        clash = self._clash(batch, event)
        question = batch.scene.confirmation
        is_asked = self.confirm or clash or self._is_guessed(batch, event)
        if question is None or not is_asked:
            batch.set_slot(self.slot, value)
            return CONTINUE
        is_again = value == batch.state.pending
        batch.state = replace(batch.state, pending=value)
        if clash:
            batch.say(clash)
        if is_again:
            return ask_once_more(batch)
        batch.say(question)
        return None

    def _clash(self, batch: Batch, event: Event) -> Template | None:
        """What to say of a time at which nobody may be called."""
        if self._kind(batch) is not SlotType.TIME:
            return None
        window = batch.scene.call_window
        clash = clash_of(event, batch.now, window)
        return batch.scene.words.clash(clash.reason, window) if clash else None

    def _is_guessed(self, batch: Batch, event: Event) -> bool:
        """Whether the value is a time that is only like what was heard."""
        match event:
            case TurnHeard(meaning=meaning):
                is_time = self._kind(batch) is SlotType.TIME
                return is_time and not meaning.time_basis.is_sure
            case _:
                return False

    def _confirmed(self, batch: Batch, answers: Answers, event: Event) -> Flow | None:
        """Another value corrects, «да» or the same value keeps, «нет» asks again."""
        if isinstance(event, TurnHeard) and _is_reply(answers, event.meaning):
            return branch(batch, answers, event)
        said = _said(answers, event)
        is_text = self._kind(batch) is SlotType.TEXT
        value = None if said and is_text else self._value(batch, event)
        if value is not None and (
            value != batch.state.pending or self._clash(batch, event)
        ):
            return self._take(batch, event, value)
        if said is None and value is None:
            return branch(batch, answers, event)
        if said == "no" and value is None:
            batch.state = replace(batch.state, pending="")
            return ask_once_more(batch)
        if isinstance(event, TurnHeard) and answers.close_rival(
            event.meaning, batch.scene.options.ambiguity_margin
        ):
            return ask_once_more(batch)
        batch.set_slot(self.slot, batch.state.pending)
        batch.state = replace(batch.state, pending="")
        return CONTINUE


def _refuses(meaning: Meaning) -> bool:
    return meaning.intent == DO_NOT_CALL and meaning.basis.is_sure


def _is_reply(answers: Answers, meaning: Meaning) -> bool:
    return meaning.intent in answers.replies and meaning.basis.is_sure


def _said(answers: Answers, event: Event) -> str | None:
    """Whether the answer to a confirmation is `yes` or `no`."""
    found: Branch | Reply | None = None
    match event:
        case TurnHeard(meaning=meaning):
            found = answers.find(meaning.intent or "")
        case KeysPressed(keys=keys):
            found = answers.find_key(keys)
        case _:
            pass
    return found.target if isinstance(found, Branch) else None
