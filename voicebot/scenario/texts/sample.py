"""A reading copy of a scenario: every sentence that a moderator or a speaker needs."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from voicebot.scenario.batch import FIRST, QUESTION, SECOND
from voicebot.scenario.callback_moment import ClashReason
from voicebot.scenario.filter import Surroundings
from voicebot.scenario.language import words_of
from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.message import Message
from voicebot.scenario.nodes.set_slots import Set
from voicebot.scenario.nodes.subdialog import Subdialog
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.template import Expression, Template
from voicebot.scenario.texts.spoken_lines import spoken_lines
from voicebot.scenario.value import value_types
from voicebot.scenario.whole_talk import part_name

MESSAGE = "message"
"""Stands as the voice of what is sent and not spoken."""

_MOMENT = datetime.fromisoformat("2026-11-20T14:10+03:00")
"""When the sample is spoken: a Friday afternoon."""

_OPEN, _CLOSE = "‹", "›"
"""Around what comes from a slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLine:
    """One text as it may be heard, slots filled with examples between ‹ and ›.

    `node` and `part` say where it is said first; `audio` is a recording of it.
    """

    node: str
    part: str
    text: str
    voice: str | None
    audio: str | None

    @property
    def has_slots(self) -> bool:
        return _OPEN in self.text

    @property
    def shown(self) -> str:
        """The text, and who or what says it where that is not the usual voice."""
        by = self.audio or self.voice
        return f"{self.text} [{by}]" if by else self.text


def sample(scenario: Scenario) -> tuple[SampleLine, ...]:
    """Every text that can be said or sent, once, in the order of the talk."""
    found: dict[tuple[str, str | None, str | None], SampleLine] = {}
    for line in (*_spoken(scenario), *_sent(scenario)):
        found.setdefault((line.text, line.voice, line.audio), line)
    return tuple(found.values())


def texts_hash(
    scenario: Scenario, recording_hash: Callable[[str], str] = lambda _name: ""
) -> str:
    """SHA-256, in hex, of all that can be said or sent, and by which voice.

    What goes into slots by itself counts, and the content of recordings
    (`recording_hash` of a file, named relative to the scenario's folder). Layout,
    timings, branches and examples of the file do not.
    """
    whole = sorted({*_said(scenario, recording_hash), *_put_into_slots(scenario)})
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def _said(
    scenario: Scenario, recording_hash: Callable[[str], str]
) -> Iterator[tuple[str, ...]]:
    for line in spoken_lines(scenario):
        question = line.question.source if line.question else ""
        voice = line.voice.speaker if line.voice else ""
        recording = recording_hash(line.audio) if line.audio else ""
        yield line.text.source, question, voice, line.audio or "", recording
    for _where, text in _messages(scenario):
        yield MESSAGE, text.source


def _put_into_slots(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """What the scenario itself may say through slots and short names of intents."""
    for name, slot in scenario.slots.items():
        yield "default", name, slot.default or ""
    for intent, texts in scenario.phrases.items():
        yield "name", intent, texts[0] if texts else ""
    for node in scenario.nodes.values():
        for step in node.steps:
            if isinstance(step, Set | Subdialog):
                for place, text in step.inner_texts():
                    yield "set", str(place[-1]), text.source
    for part in scenario.parts.values():
        yield from _put_into_slots(part)


def _spoken(scenario: Scenario) -> Iterator[SampleLine]:
    examples = _examples(scenario)
    for line in spoken_lines(scenario):
        yield SampleLine(
            node=line.node,
            part=line.part,
            text=line.text.render_with(_filled(scenario, examples, line.question)),
            voice=line.voice.speaker if line.voice else None,
            audio=line.audio,
        )


def _sent(scenario: Scenario) -> Iterator[SampleLine]:
    fill = _filled(scenario, _examples(scenario), None)
    for node, text in _messages(scenario):
        yield SampleLine(
            node=node,
            part=MESSAGE,
            text=text.render_with(fill),
            voice=MESSAGE,
            audio=None,
        )


def _messages(scenario: Scenario) -> Iterator[tuple[str, Template]]:
    for name, node in scenario.nodes.items():
        step = node.steps_by_key.get("message")
        if isinstance(step, Message):
            yield name, step.text
    for src, part in scenario.parts.items():
        for node_name, text in _messages(part):
            yield f"{part_name(src)}/{node_name}", text


def _filled(
    scenario: Scenario, examples: Mapping[str, str], question: Template | None
) -> Callable[[Expression], str]:
    around = Surroundings(
        values=examples,
        now=_MOMENT,
        language=scenario.language,
        kinds={name: slot.type for name, slot in scenario.slots.items()},
    )

    def fill(slot: Expression) -> str:
        if slot.name == QUESTION:
            return question.render_with(fill) if question else ""
        value = slot.render(around)
        return f"{_OPEN}{value}{_CLOSE}" if value else ""

    return fill


def _examples(scenario: Scenario) -> Mapping[str, str]:
    """A likely value of each slot, of its subdialogs' too; a heard time is tomorrow's."""
    words = words_of(scenario.language)
    clash = words.clash(ClashReason.EARLY, scenario.call_window.window)
    names = list(words.intent_names.values())
    found = {
        "time": value_types()[SlotType.TIME].example,
        "time_clash": clash.source if clash else "",
        "text": value_types()[SlotType.TEXT].example,
        FIRST: next(iter(names), ""),
        SECOND: next(iter(names[1:]), ""),
    }
    for part in scenario.parts.values():
        found.update(_examples(part))
    for name, slot in scenario.slots.items():
        example = slot.example or slot.default
        found[name] = example or value_types()[slot.type].example
    return found
