"""Words that fill talk and change nothing; the readers of times and numbers drop them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from voicebot.understanding.spoken_time.word_forms import word_set

FILLERS = word_set(
    "э ээ эээ эм м мм ммм ну вот типа короче значит наверное наверно скажем допустим "
    "пожалуйста там же"
)
"""Dropped wherever they stand; each reader knows more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A word, and whether a pause parts it from the one before."""

    word: str
    is_after_pause: bool = False


SpokenT = TypeVar("SpokenT", bound=Spoken)


def without_fillers(
    tokens: Iterable[SpokenT], is_filler: Callable[[str, str], bool]
) -> Iterator[SpokenT]:
    """A pause before a dropped word stands before the next kept one.

    `is_filler` is asked about each word and the kept one before it (empty at first).
    """
    is_after_pause, last = False, ""
    for token in tokens:
        is_after_pause |= token.is_after_pause
        if not is_filler(token.word, last):
            yield replace(token, is_after_pause=is_after_pause)
            is_after_pause, last = False, token.word
