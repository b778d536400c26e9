"""`on`: wait for the caller and branch."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field, field_validator
from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.answers import KEY_BRANCH, Answers
from voicebot.scenario.batch import Batch
from voicebot.scenario.events import Event, KeysPressed, SilenceKept, TurnHeard
from voicebot.scenario.flow import WAIT, Flow, Go
from voicebot.scenario.language import DO_NOT_CALL
from voicebot.scenario.reply import Target
from voicebot.scenario.reprompts import (
    ambiguous,
    answer_globally,
    no_input,
    no_match,
)
from voicebot.scenario.step import Exit, ExitKind, Step
from voicebot.understanding.meaning import Meaning


class On(Step):
    """Waits for the caller; an intent or a key leads to a node.

    Silence and what was not understood get the replies of `on_noinput` and
    `on_nomatch`, one after the other; after the last one the call ends.
    """

    key: ClassVar[str] = "on"
    order: ClassVar[int] = 60
    example: ClassVar[str] = """
    ask: Вам удобно говорить?
    on: {yes: hang_up, no: hang_up, key 1: hang_up}
    """
    shorthand: ClassVar[str | None] = "branches"
    is_bare: ClassVar[bool] = True
    closes: ClassVar[bool] = True

    branches: Mapping[str, Target] = Field(min_length=1)

    @field_validator("branches")
    @classmethod
    def _keys_exist(cls, branches: Mapping[str, str]) -> Mapping[str, str]:
        for name in branches:
            if name.startswith("key ") and not KEY_BRANCH.match(name):
                raise ValueError(
                    _(
                        '"{name}" is no key; write key 0 to key 9, key * or key #'
                    ).format(name=name)
                )
        return branches

    @override
    def exits(self) -> Iterable[Exit]:
        for name, target in self.branches.items():
            yield Exit(
                target=target,
                kind=ExitKind.ANSWER,
                label=name,
                place=(self.key, name),
            )

    @override
    def enter(self, batch: Batch) -> Flow:
        answers = self._answers(batch)
        batch.listen(intents=answers.intents, keys=answers.keys)
        return WAIT

    @override
    def resume(self, batch: Batch, event: Event) -> Flow:
        return self._answer(batch, event) or self.enter(batch)

    def _answers(self, batch: Batch) -> Answers:
        return Answers(branches=self.branches, replies=batch.scene.replies)

    def _answer(self, batch: Batch, event: Event) -> Flow | None:
        """Where the event leads; None where the robot waits on at this node."""
        match event:
            case TurnHeard(meaning=meaning) if meaning.intent is not None:
                return self._heard(batch, meaning, meaning.intent)
            case TurnHeard() | SilenceKept():
                return no_input(batch)
            case KeysPressed(keys=keys):
                target = self.branches.get(f"key {keys}")
                return Go(target=target) if target else no_match(batch)
            case _:
                return None

    def _heard(self, batch: Batch, meaning: Meaning, intent: str) -> Flow | None:
        answers = self._answers(batch)
        found = answers.find(intent)
        if found is None:
            return no_match(batch)
        if answers.is_ambiguous(meaning, batch.scene.options.ambiguity_margin):
            return ambiguous(batch)
        if intent == DO_NOT_CALL:
            batch.stop_calling()
        if isinstance(found, str):
            return Go(target=found)
        return answer_globally(batch, intent, found)
