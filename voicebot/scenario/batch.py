"""One batch of actions in the making, and the state that it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    EnterNode,
    Listen,
    RecordOutcome,
    Say,
    SetSlot,
)
from voicebot.scenario.filter import Surroundings
from voicebot.scenario.language import Words
from voicebot.scenario.options import Options, Voice
from voicebot.scenario.reply import Reply
from voicebot.scenario.state import TalkState
from voicebot.scenario.template import Template

QUESTION = "question"
"""The name under which a reply may repeat the node's question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is in force at a node.

    `replies` are the global intents with what they do; `question` is what a
    reprompt asks again.
    """

    node: str
    language: str
    words: Words
    options: Options
    question: Template | None
    replies: Mapping[str, Reply]


class Batch:
    """Gathers actions while an event is worked through. Lives within one `advance`."""

    def __init__(self, scene: Scene, state: TalkState, now: datetime) -> None:
        self.scene = scene
        self.state = state
        self.now = now
        self.actions: list[Action] = []

    def enter(self, scene: Scene) -> None:
        self.scene = scene
        self.state = replace(
            self.state,
            node=scene.node,
            path=(*self.state.path, scene.node),
            noinputs=0,
            nomatches=0,
        )
        self.actions.append(EnterNode(node=scene.node))

    def say(
        self, text: Template, *, audio: str | None = None, voice: Voice | None = None
    ) -> None:
        """Speak; a text that comes out empty is left out unless a recording plays."""
        spoken = self.render(text)
        if not spoken and not audio:
            return
        speaker = voice or self.scene.options.voice
        self.actions.append(
            Say(
                text=spoken,
                voice=speaker.speaker if speaker else None,
                barge_in=self.scene.options.barge_in,
                fixed=self._is_fixed(text),
                audio=audio,
            )
        )

    def ask_again(self) -> None:
        if self.scene.question is not None:
            self.say(self.scene.question)

    def say_again(self) -> None:
        """Repeat everything that the last batch said."""
        self.actions.extend(self.state.said)

    def listen(self, *, intents: tuple[str, ...], keys: frozenset[str]) -> None:
        options = self.scene.options
        self.actions.append(
            Listen(
                node=self.scene.node,
                intents=intents,
                keys=keys,
                barge_in=options.barge_in,
                noinput_s=options.noinput,
                complete_timeout_s=options.complete_timeout,
                incomplete_timeout_s=options.incomplete_timeout,
                max_speech_s=options.max_speech,
            )
        )

    def set_slot(self, slot: str, value: str) -> None:
        self.state = replace(self.state, slots={**self.state.slots, slot: value})
        self.actions.append(SetSlot(slot=slot, value=value))

    def record(self, outcome: str) -> None:
        self.state = replace(self.state, outcome=outcome)
        self.actions.append(RecordOutcome(outcome=outcome))

    def record_unless_known(self, outcome: str) -> None:
        if self.state.outcome is None:
            self.record(outcome)

    def stop_calling(self) -> None:
        if not any(isinstance(action, AddToDoNotCall) for action in self.actions):
            self.actions.append(AddToDoNotCall())

    def render(self, text: Template) -> str:
        return text.render(self._surroundings(text))

    def _surroundings(self, text: Template) -> Surroundings:
        values = {**self.state.heard, **self.state.slots}
        question = self.scene.question
        if question is not None and question is not text:
            values[QUESTION] = self.render(question)
        return Surroundings(values=values, now=self.now, language=self.scene.language)

    def _is_fixed(self, text: Template) -> bool:
        question = self.scene.question
        is_question_fixed = question is None or question.is_fixed
        return all(
            slot.name == QUESTION and is_question_fixed for slot in text.expressions
        )
