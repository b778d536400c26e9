"""What people's words mean at a scenario's questions, asked of the understanding once."""

from datetime import datetime

from voicebot.scenario.actions import Listen
from voicebot.scenario.answer_understanding import UnderstandAnswer
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_time.reader import heard_time

_Asked = tuple[str, str, tuple[str, ...]]


class RememberedMeanings:
    """An `UnderstandAnswer` for many calls at many moments.

    Of what words mean only a time that they name depends on when they are said: that
    alone is read anew. It holds as many meanings as a population has replies and a
    scenario questions.
    """

    def __init__(self, understand: UnderstandAnswer) -> None:
        self._understand = understand
        self._known: dict[_Asked, Meaning] = {}

    def __call__(self, text: str, *, question: Listen, now: datetime) -> Meaning:
        asked = (text, question.node, question.intents)
        meaning = self._known.get(asked)
        if meaning is None:
            meaning = self._understand(text, question=question, now=now)
            self._known[asked] = meaning
            return meaning
        if meaning.time is None:
            return meaning
        return meaning.with_time(heard_time(text, now))
