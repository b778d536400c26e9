"""What callers' answers mean at the questions of a scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from voicebot.scenario.actions import Listen
from voicebot.scenario.model import Scenario
from voicebot.scenario.question_place import places_of
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.understander import Understander


class UnderstandAnswer(Protocol):
    """Text to meaning at the question that waits, at an aware time of the contact's zone."""

    def __call__(self, text: str, *, question: Listen, now: datetime) -> Meaning: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUnderstanding:
    """Implements `UnderstandAnswer`: what was corrected for a question holds there only."""

    scenario: Scenario
    understander: Understander

    def __call__(
        self,
        text: str,
        *,
        question: Listen,
        now: datetime,
        alternatives: Sequence[str] = (),
    ) -> Meaning:
        return self.at(question).understand(
            text, among=question.intents, now=now, alternatives=alternatives
        )

    def at(self, question: Listen) -> Understander:
        return self.understander.within(*places_of(self.scenario, question.node))
