"""One batch of actions in the making, and the state that it leads to."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from voicebot.scenario.actions import (
    Action,
    AddToDoNotCall,
    EnterNode,
    LeaveNode,
    Listen,
    RecordOutcome,
    Say,
    SetSlot,
)
from voicebot.scenario.answers import Answers
from voicebot.scenario.callback_moment import CALL_WINDOW, CallWindow
from voicebot.scenario.filter import Surroundings
from voicebot.scenario.language import Words
from voicebot.scenario.options import Options, Voice
from voicebot.scenario.reply import Reply
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.state import TalkState
from voicebot.scenario.template import Template, Variants

QUESTION = "question"
"""The name under which a reply may repeat the node's question."""

FIRST = "first"
SECOND = "second"
"""The names under which `on_ambiguous` may say what it is between."""

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is in force at a node. Made once a node, not once a turn.

    `prefix` stands before the node's name in a subdialog (`survey/`), `folder` before
    its recordings. `questions` are the variants of what a reprompt asks again,
    `confirmation` what is asked instead while a collected value waits for a «да».
    `call_window` is when a call may be promised. `replies` answer global intents; `answers` and `listens` are those of each step that listens, by its key.
    """

    node: str
    prefix: str = ""
    folder: str = ""
    language: str
    words: Words
    options: Options
    intent_names: Mapping[str, str] = field(default_factory=dict)
    slot_types: Mapping[str, SlotType] = field(default_factory=dict)
    questions: Variants = ()
    confirmation: Template | None = None
    collected_slot: str | None = None
    call_window: CallWindow = CALL_WINDOW
    replies: Mapping[str, Reply] = field(default_factory=dict)
    answers: Mapping[str, Answers] = field(default_factory=dict)
    listens: Mapping[str, Listen] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The node's name in the whole talk."""
        return self.prefix + self.node


class Batch:
    """Gathers actions while an event is worked through. Lives within one `advance`."""

    def __init__(self, scene: Scene, state: TalkState, now: datetime) -> None:
        self.scene = scene
        self.state = state
        self.now = now
        self.actions: list[Action] = []

    def leave(self, exit_: str, target: str) -> None:
        self.actions.append(
            LeaveNode(node=self.scene.name, exit=exit_, target=target),
        )

    def enter(self, scene: Scene) -> None:
        self.scene = scene
        self.state = replace(
            self.state,
            node=scene.node,
            path=(*self.state.path, scene.name),
            pending="",
            noinputs=0,
            nomatches=0,
        )
        self.actions.append(EnterNode(node=scene.name))

    @property
    def question(self) -> Template | None:
        """What the caller is being asked."""
        if self.state.pending and self.scene.confirmation is not None:
            return self.scene.confirmation
        return self.pick(self.scene.questions)

    def pick(self, variants: Variants) -> Template | None:
        """The variant whose turn it is: another one at each visit to the node."""
        if len(variants) <= 1:
            return variants[0] if variants else None
        visits = self.state.path.count(self.scene.name)
        return variants[(self.state.seed + max(visits - 1, 0)) % len(variants)]

    def say(
        self,
        text: Template,
        *,
        audio: str | None = None,
        voice: Voice | None = None,
        also: Mapping[str, str] = _NOTHING,
    ) -> None:
        """Speak; a text that comes out empty is left out unless a recording plays.

        `also` are values beside the slots.
        """
        speech = self.speech(text, audio=audio, voice=voice, also=also)
        if speech is not None:
            self.actions.append(speech)

    def speech(
        self,
        text: Template,
        *,
        audio: str | None = None,
        voice: Voice | None = None,
        also: Mapping[str, str] = _NOTHING,
    ) -> Say | None:
        """What `say` would do; None where nothing would be heard."""
        spoken = self.render(text, also)
        if not spoken and not audio:
            return None
        speaker = voice or self.scene.options.voice
        return Say(
            text=spoken,
            voice=speaker.speaker if speaker else None,
            barge_in=self.scene.options.barge_in,
            fixed=self._is_fixed(text),
            audio=self.recording(audio) if audio else None,
        )

    def recording(self, audio: str) -> str:
        """A recording's file, relative to the folder of the whole talk's scenario."""
        return posixpath.join(self.scene.folder, audio)

    def ask_again(self) -> None:
        if self.question is not None:
            self.say(self.question)

    def say_again(self) -> None:
        """Repeat everything that the last batch said."""
        self.actions.extend(self.state.said)

    def listen(self, step: str) -> None:
        """Wait for what the step of this key awaits."""
        self.actions.append(self.scene.listens[step])

    def set_slot(self, slot: str, value: str) -> None:
        self.state = replace(self.state, slots={**self.state.slots, slot: value})
        self.actions.append(SetSlot(slot=self.scene.prefix + slot, value=value))

    def record(self, outcome: str) -> None:
        self.state = replace(self.state, outcome=outcome)
        self.actions.append(RecordOutcome(outcome=outcome))

    def record_unless_known(self, outcome: str) -> None:
        if self.state.outcome is None:
            self.record(outcome)

    def stop_calling(self) -> None:
        if not any(isinstance(action, AddToDoNotCall) for action in self.actions):
            self.actions.append(AddToDoNotCall())

    def render(self, text: Template, also: Mapping[str, str] = _NOTHING) -> str:
        if text.is_fixed:
            return text.fixed_text
        return text.render(self._surroundings(text, also))

    def values(self) -> dict[str, str]:
        """Slots, over what the last turn brought."""
        values = {**self.state.heard, **self.state.slots}
        if self.state.pending and self.scene.collected_slot:
            values[self.scene.collected_slot] = self.state.pending
        return values

    def _surroundings(self, text: Template, also: Mapping[str, str]) -> Surroundings:
        values = {**self.values(), **also}
        question = self.question
        if question is not None and QUESTION in text.names and question is not text:
            values[QUESTION] = self.render(question)
        return Surroundings(
            values=values,
            now=self.now,
            language=self.scene.language,
            kinds=self.scene.slot_types,
            call_window=self.scene.call_window,
        )

    def _is_fixed(self, text: Template) -> bool:
        if text.is_fixed:
            return True
        question = self.question
        is_question_fixed = question is None or question.is_fixed
        return is_question_fixed and text.names <= {QUESTION}
