"""The words of an utterance as the time grammar reads them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Generic, TypeVar

from voicebot.understanding.spoken_time.fillers import (
    FILLERS,
    Spoken,
    without_fillers,
)
from voicebot.understanding.spoken_time.spelling import WRITTEN_APART, mended
from voicebot.understanding.spoken_time.word_forms import word_set

T_co = TypeVar("T_co", covariant=True)

_TOKEN = re.compile(
    r"(?P<written>[0-9]{1,2}:[0-9]{2}(?![0-9])"
    r"|[0-9]{1,2}[./][0-9]{1,2}(?:[./][0-9]{2,4})?(?![0-9])"
    r"|[0-9]+(?:,[0-9]+(?![0-9]))?)"
    r"(?:[-‐‑]?(?P<ending>йего|ого|его|го|ому|му|ое|е|ех|х|ти|и|мя|ми|м)\b)?"
    r"|(?P<word>[^\W\d_]+)|(?P<pause>[.,;:!?…—–]+)|(?P<hyphen>[-‐‑])"
)

_FILLERS = FILLERS | word_set(
    "примерно приблизительно этак эдак ровно хотя бы уж ка то нибудь только возможно "
    "думаю кажется вроде собственно плюс минус ориентировочно максимум минимум именно "
    "прямо аж где так опять снова знаете слушайте смотрите"
)
"""Words that may stand anywhere inside a time and change nothing."""

_SOME_AFTER = word_set("какой какое какую какие каких")
"""Fillers after «через»: «через какие-то полчаса»; elsewhere they ask."""

LONGEST_UTTERANCE = 400
"""Tokens read of one utterance: at three words a second, over two minutes of talk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Spoken):
    """A word in lower case with «е» for «ё», or digits as written.

    `ending` is what hangs on digits: «го» of «20-го».
    """

    ending: str = ""
    is_hyphenated: bool = False

    @property
    def is_written(self) -> bool:
        """Whether it stands in digits."""
        return self.word[0] in "0123456789"


Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T_co]):
    """What a reader saw; `end` is the index of the first token after it."""

    value: T_co
    end: int


def read_tokens(text: str) -> Tokens:
    """Cut an utterance into tokens: fillers dropped, broken spelling mended.

    >>> [token.word for token in read_tokens("Ну, через пол часа… или в 15:30")]
    ['через', 'полчаса', 'или', 'в', '15:30']
    """
    tokens = tuple(islice(_cut(text), LONGEST_UTTERANCE))
    return tuple(without_fillers(_joined(tokens), _is_filler))


def _cut(text: str) -> Iterator[Token]:
    is_after_pause = is_hyphenated = False
    for match in _TOKEN.finditer(text.lower().replace("ё", "е")):
        if match["pause"]:
            is_after_pause = True
        elif match["hyphen"]:
            is_hyphenated = True
        else:
            yield Token(
                word=match["written"] or mended(match["word"]),
                ending=match["ending"] or "",
                is_after_pause=is_after_pause,
                is_hyphenated=is_hyphenated,
            )
            is_after_pause = is_hyphenated = False


def _joined(tokens: Tokens) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        size = next((n for n in (3, 2) if _is_one_word(tokens[at : at + n])), 1)
        word = tokens[at].word
        if size > 1:
            word = WRITTEN_APART[tuple(token.word for token in tokens[at : at + size])]
        yield replace(tokens[at], word=word)
        at += size


def _is_one_word(tokens: Sequence[Token]) -> bool:
    is_broken = any(token.is_after_pause for token in tokens[1:])
    return not is_broken and tuple(token.word for token in tokens) in WRITTEN_APART


def _is_filler(word: str, last: str) -> bool:
    return word in _FILLERS or (last == "через" and word in _SOME_AFTER)


def word_at(tokens: Tokens, at: int) -> str:
    """The word at an index; empty beyond either end."""
    return tokens[at].word if 0 <= at < len(tokens) else ""
