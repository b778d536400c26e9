"""Fixed phrases and what they stand for."""

from collections.abc import Mapping
from itertools import product
from typing import Generic, TypeVar

from voicebot.understanding.spoken_time.tokens import Found, Tokens

T = TypeVar("T")


class Phrasebook(Generic[T]):
    """Finds the longest phrase that starts at a token.

    A phrase is words with a blank between; `|` parts alternatives and `?` ends a
    word that may be left out: "в|во конце рабочего? дня".
    """

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings: dict[tuple[str, ...], T] = {
            words: meaning
            for phrase, meaning in meanings.items()
            for words in _spelled_out(phrase)
        }
        self._longest: dict[str, int] = {}
        for words in self._meanings:
            known = self._longest.get(words[0], 0)
            self._longest[words[0]] = max(known, len(words))

    def read(self, tokens: Tokens, at: int) -> Found[T] | None:
        if at >= len(tokens):
            return None
        for size in range(self._longest.get(tokens[at].word, 0), 0, -1):
            words = tuple(token.word for token in tokens[at : at + size])
            if words in self._meanings:
                return Found(value=self._meanings[words], end=at + len(words))
        return None


def _spelled_out(phrase: str) -> list[tuple[str, ...]]:
    choices = [
        (*word.rstrip("?").split("|"), *([""] if word.endswith("?") else []))
        for word in phrase.split()
    ]
    return [tuple(word for word in words if word) for words in product(*choices)]
