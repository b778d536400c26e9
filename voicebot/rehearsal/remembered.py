"""Readings of a run, each made once: the same words are asked about many times."""

from datetime import datetime

from voicebot.scenario.actions import Listen
from voicebot.scenario.answer_understanding import UnderstandAnswer
from voicebot.understanding.meaning import Meaning

_Asked = tuple[str, Listen, datetime]


class Remembered:
    """An `UnderstandAnswer` that answers the same question once.

    It holds as many readings as a run asks for: some hundred of a large base of tests.
    """

    def __init__(self, understand: UnderstandAnswer) -> None:
        self._understand = understand
        self._readings: dict[_Asked, Meaning] = {}

    def __call__(self, text: str, *, question: Listen, now: datetime) -> Meaning:
        asked = (text, question, now)
        found = self._readings.get(asked)
        if found is None:
            found = self._understand(text, question=question, now=now)
            self._readings[asked] = found
        return found
