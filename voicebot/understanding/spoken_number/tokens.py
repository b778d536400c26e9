"""The words and figures of an utterance, as the number grammar reads them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from voicebot.understanding.repair import Repair
from voicebot.understanding.spoken_number.lexicon import FRACTIONS, PIECES, SCALES
from voicebot.understanding.spoken_time.fillers import (
    FILLERS,
    Spoken,
    without_fillers,
)
from voicebot.understanding.spoken_time.word_forms import word_set

LONGEST_UTTERANCE = 400
"""Tokens read of one utterance: at three words a second, over two minutes of talk."""

_TOKEN = re.compile(
    r"(?P<minus>(?<!\S)[-−](?=[0-9]))"
    r"|(?P<clock>[0-9]{1,2}:[0-9]{2}(?![0-9]))"
    r"|(?P<figures>[0-9]{1,3}(?:[ \u00a0\u202f'][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]{1,3}(?:[.,][0-9]{3}){2,}(?![0-9])|[0-9]+(?:[.,][0-9]+)?)"
    r"(?P<suffix>-?[^\W\d_]{1,3}(?![^\W_]))?"
    r"|(?P<word>[^\W\d_]+)|(?P<pause>[.,;:!?…]+)|(?P<dash>[-‐‑–—])|(?P<plus>\+)"
)

_FILLERS = FILLERS | word_set("так это как его")
"""Words that may stand inside a number and change nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Spoken):
    """A word in lower case with «е» for «ё», or figures as written.

    `suffix` is what hangs on figures: «й» of «5-й», «к» of «50к».
    """

    is_figures: bool = False
    suffix: str = ""
    is_after_dash: bool = False


Tokens = tuple[Token, ...]


def read_tokens(text: str) -> Tokens:
    """Cut an utterance into tokens, fillers dropped.

    >>> [token.word for token in read_tokens("Ну, 1,5 млн… или 50 000")]
    ['1,5', 'млн', 'или', '50 000']
    """
    folded = text.lower().replace("ё", "е")
    return tuple(without_fillers(islice(_cut(folded), LONGEST_UTTERANCE), _is_filler))


def _cut(text: str) -> Iterator[Token]:
    is_after_pause = is_after_dash = False
    for match in _TOKEN.finditer(text):
        if match["pause"]:
            is_after_pause = True
        elif match["dash"]:
            is_after_dash = True
        else:
            token = _token(match)
            yield replace(
                token, is_after_pause=is_after_pause, is_after_dash=is_after_dash
            )
            is_after_pause = is_after_dash = False


def _token(match: re.Match[str]) -> Token:
    if match["figures"]:
        suffix = (match["suffix"] or "").lstrip("-")
        return Token(word=match["figures"], is_figures=True, suffix=suffix)
    return Token(word="минус" if match["minus"] else _mended(match[0]))


_MENDING = Repair.towards([*PIECES, *SCALES, *FRACTIONS])


def _mended(word: str) -> str:
    """The number that an unknown word sounds like: «тринадцать» of «тренадцать»."""
    return _MENDING.repaired((word,))[0]


def _is_filler(word: str, _last: str) -> bool:
    return word in _FILLERS


def word_at(tokens: Tokens, at: int) -> str:
    """The word at an index; empty beyond either end."""
    return tokens[at].word if 0 <= at < len(tokens) else ""
