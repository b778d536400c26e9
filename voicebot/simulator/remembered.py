"""What people's words mean at a scenario's questions, asked of the understanding once."""

from datetime import datetime

from voicebot.scenario.actions import Listen
from voicebot.scenario.answer_understanding import UnderstandAnswer
from voicebot.understanding.meaning import Meaning

_Asked = tuple[str, str, tuple[str, ...]]


class RememberedMeanings:
    """An `UnderstandAnswer` for many calls at many moments.

    Only words that name a time depend on when they are said: those are asked about
    anew. It holds as many meanings as a population has replies and a scenario questions.
    """

    def __init__(self, understand: UnderstandAnswer) -> None:
        self._understand = understand
        self._timeless: dict[_Asked, Meaning] = {}

    def __call__(self, text: str, *, question: Listen, now: datetime) -> Meaning:
        asked = (text, question.node, question.intents)
        meaning = self._timeless.get(asked)
        if meaning is None:
            meaning = self._understand(text, question=question, now=now)
            if meaning.time is None:
                self._timeless[asked] = meaning
        return meaning
