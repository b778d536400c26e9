"""Which answers compete at a scenario's questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from voicebot.scenario.answers import Answers, Branch
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reply import Reply
from voicebot.scenario.scene import scene_at
from voicebot.understanding.candidates import admitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One step that listens, with what it answers to."""

    node: str
    answers: Answers

    def place_of(self, intent: str) -> Place:
        """Where the intent's branch stands, else the step."""
        return ("nodes", self.node, *self.answers.place.split("."), intent)

    def taken_as(self, intent: str) -> str | None:
        """The intent that wins here where the phrases say `intent`; None: no match."""
        return admitted(intent, self.answers.intents)

    def are_rivals(self, one: str, other: str) -> bool:
        """Whether both are expected, and lead to different places."""
        return other in self.rivals_of(one)

    def rivals_of(self, intent: str) -> frozenset[str]:
        """The other intents that are expected, and lead elsewhere; none if it is not."""
        expected = self.answers.intents
        if intent not in expected:
            return frozenset()
        way = self._way(intent)
        return frozenset(other for other in expected if self._way(other) != way)

    def _way(self, intent: str) -> object:
        match self.answers.find(intent):
            case Branch(target=target, exit=exit_):
                return target or exit_
            case Reply() as reply:
                return reply
            case None:
                return None


def questions(scenario: Scenario) -> Iterator[Question]:
    """Every step that listens, in the file's order."""
    for name in scenario.nodes:
        for answers in scene_at(scenario, name).answers.values():
            yield Question(node=name, answers=answers)


def rivals(scenario: Scenario) -> Mapping[str, frozenset[str]]:
    """For each intent with phrases of the scenario's own, those it competes with."""
    found: dict[str, frozenset[str]] = dict.fromkeys(scenario.phrases, frozenset())
    for question in questions(scenario):
        for own in found.keys() & set(question.answers.intents):
            found[own] |= question.rivals_of(own)
    return found
