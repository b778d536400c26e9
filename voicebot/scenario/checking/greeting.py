"""The first words of a call, and when they name the robot."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.wordless import unasked_roads
from voicebot.scenario.model import Scenario
from voicebot.scenario.node import Node
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.scene import options_of
from voicebot.scenario.step import Spoken
from voicebot.scenario.template import Expression, Template

_LETTERS_PER_S = 14.0
"""The pace of the embedded Russian voices, rounded: an estimate, no measurement."""

_MOST_VARIANTS = 60

_ROBOT = {
    "ru": re.compile(
        r"\bробот\w*|\bавтоматическ\w*|\bбот\b|\bвиртуальн\w*|\bавтоинформатор\w*", re.I
    ),
    "en": re.compile(r"\brobot|automated|\bbot\b|virtual", re.I),
    "ko": re.compile("로봇|자동|인공지능"),
}

_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Seconds from the first word, measured by sound or only estimated."""

    after_s: float
    is_measured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """One way in which a call begins; `place` is its node's first text."""

    scenario: Scenario
    place: Place
    spoken: tuple[Spoken, ...]

    @property
    def can_be_judged(self) -> bool:
        """Whether the words for a robot are known in this language."""
        return self.scenario.language in _ROBOT

    @property
    def text(self) -> str:
        return " ".join(self._texts)

    @property
    def names_robot(self) -> bool:
        return self._robot.search(self.text) is not None

    def robot_named(self, machine: Machine) -> Moment:
        """When the robot is named; only where it is."""
        estimated_s = self._estimated_s
        if estimated_s >= machine.measured_from_s:
            measured_s = self._measured_s(machine)
            if measured_s is not None:
                return Moment(after_s=measured_s, is_measured=True)
        return Moment(after_s=estimated_s, is_measured=False)

    @property
    def _robot(self) -> re.Pattern[str]:
        return _ROBOT[self.scenario.language]

    @property
    def _texts(self) -> Sequence[str]:
        return [likely_text(self.scenario, each.text) for each in self.spoken]

    @property
    def _estimated_s(self) -> float:
        found = self._robot.search(self.text)
        return found.end() / _LETTERS_PER_S if found else math.inf

    def _measured_s(self, machine: Machine) -> float | None:
        """The length of everything up to the robot's name; None without a voice."""
        total_s = 0.0
        for spoken, text in zip(self.spoken, self._texts, strict=True):
            found = self._robot.search(text)
            said_s = self._length_s(
                spoken, text, found.end() if found else None, machine
            )
            if said_s is None:
                return None
            total_s += said_s
            if found:
                break
        return total_s

    def _length_s(
        self, spoken: Spoken, text: str, end: int | None, machine: Machine
    ) -> float | None:
        """How long `text` takes, up to its letter `end`; of a recording, a share."""
        if spoken.audio is not None:
            path = self.scenario.path.parent / spoken.audio
            whole_s = machine.recording_s(path) if machine.recording_s else None
            return whole_s and whole_s * (end or len(text)) / len(text)
        if machine.speech_s is None:
            return None
        options = options_of(self.scenario).under(self._node)
        voice = spoken.voice or options.voice
        return machine.speech_s(text[:end], voice.speaker if voice else None)

    @property
    def _node(self) -> Node:
        return self.scenario.nodes[str(self.place[1])]


def greetings(scenario: Scenario) -> Iterator[Greeting]:
    """Every way in which a call begins: each first node that speaks, by variants."""
    for name in _first_speakers(scenario):
        parts = _said_at_once(scenario.nodes[name])
        if not parts:
            yield Greeting(scenario=scenario, place=("nodes", name), spoken=())
            continue
        turns = min(math.lcm(*(len(part) for part in parts)), _MOST_VARIANTS)
        for turn in range(turns):
            spoken = tuple(part[turn % len(part)] for part in parts)
            changing = next((part for part in parts if len(part) > 1), parts[0])
            first = changing[turn % len(changing)]
            yield Greeting(
                scenario=scenario,
                place=("nodes", name, *first.place),
                spoken=spoken,
            )


def likely_text(scenario: Scenario, text: Template) -> str:
    """The text without markup, with examples for its slots."""
    plain = text.render_with(lambda slot: _likely(scenario, slot))
    return " ".join(_MARKUP.sub(" ", plain).split())


def _likely(scenario: Scenario, slot: Expression) -> str:
    declared = scenario.slots.get(slot.name)
    return (declared.example or declared.default or "") if declared else ""


def _first_speakers(scenario: Scenario) -> Iterator[str]:
    """The first node, or what it leads to where it says nothing."""
    roads = unasked_roads(scenario)
    waiting, seen = [scenario.first], {scenario.first}
    while waiting:
        name = waiting.pop(0)
        if _said_at_once(scenario.nodes[name]) or not any(
            road.source == name for road in roads
        ):
            yield name
            continue
        following = [road.target for road in roads if road.source == name]
        new = [target for target in following if target in scenario.nodes]
        waiting += [target for target in new if target not in seen]
        seen.update(new)


def _said_at_once(node: Node) -> Sequence[Sequence[Spoken]]:
    """The variants of `say` and of `ask`, as far as the node has them."""
    steps = [node.steps_by_key.get(key) for key in ("say", "ask")]
    return [tuple(step.spoken()) for step in steps if step is not None]
