"""Readings of a run, each made once: the same words are asked about many times."""

from collections.abc import Collection
from datetime import datetime

from voicebot.scenario.chatting.chat import Understand
from voicebot.understanding.meaning import Meaning

_Asked = tuple[str, tuple[str, ...] | None, datetime]


class Remembered:
    """An `Understand` that answers the same question once.

    It holds as many readings as a run asks for: some hundred of a large base of tests.
    """

    def __init__(self, understand: Understand) -> None:
        self._understand = understand
        self._readings: dict[_Asked, Meaning] = {}

    def __call__(
        self, text: str, *, among: Collection[str] | None = None, now: datetime
    ) -> Meaning:
        asked = (text, None if among is None else tuple(among), now)
        found = self._readings.get(asked)
        if found is None:
            found = self._understand(text, among=among, now=now)
            self._readings[asked] = found
        return found
