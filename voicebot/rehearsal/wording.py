"""Whether a text says what a test expects of it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from voicebot.understanding.words import spoken_words

GAP = "…"
"""In an expected text: any words. In an expected path: any nodes."""

_MARKUP = re.compile(r"<[^>]*>")


def says(said: str, expected: str) -> bool:
    """Whether the words of `expected` stand in `said` one after the other.

    >>> says("Добрый день, Анна! Это робот.", "добрый день анна"), says("Да!", "нет")
    (True, False)
    >>> says("Перезвоню сегодня в четырнадцать сорок.", "перезвоню … сорок")
    True
    """
    pieces = [_words(piece) for piece in expected.split(GAP)]
    return in_order([piece for piece in pieces if piece], _words(said))


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[str, ...]:
    """Many tests hear the same sentences."""
    return spoken_words(_MARKUP.sub(" ", text))


def in_order(pieces: Sequence[tuple[str, ...]], whole: tuple[str, ...]) -> bool:
    """Whether `whole` holds each of the pieces whole, and one after the other."""
    start = 0
    for piece in pieces:
        size = len(piece)
        places = range(start, len(whole) - size + 1)
        at = next((at for at in places if whole[at : at + size] == piece), None)
        if at is None:
            return False
        start = at + size
    return True


def is_path(path: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether `path` is the expected one; `…` in that stands for any nodes, or none.

    >>> is_path(["a", "b", "c"], ["a", "…", "c"]), is_path(["a", "b"], ["a"])
    (True, False)
    """
    if not expected:
        return not path
    first, rest = expected[0], expected[1:]
    if first == GAP:
        return any(is_path(path[at:], rest) for at in range(len(path) + 1))
    return bool(path) and path[0] == first and is_path(path[1:], rest)
