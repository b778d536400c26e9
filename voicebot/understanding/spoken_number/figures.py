"""Numbers written in figures, as recognizers and people write them."""

import re
from decimal import Decimal

from voicebot.understanding.spoken_number.lexicon import SCALES
from voicebot.understanding.spoken_number.tokens import Token

_GROUPED = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f'.][0-9]{3})+(?:,[0-9]+)?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
"""Recognizers write «17,574» for seventeen thousand; nobody dictates thousandths."""
_THOUSAND = "к"


def amount(token: Token) -> Decimal:
    """The number that a token in figures stands for.

    >>> [str(amount(Token(word=word))) for word in ("50 000", "1,5", "50.000", "0.125")]
    ['50000', '1.5', '50000', '0.125']
    >>> str(amount(Token(word="50", suffix="к")))
    '50000'
    """
    word = token.word
    if _THOUSANDS.fullmatch(word):
        word = re.sub("[.,]", "", word)
    elif _GROUPED.fullmatch(word) and not word.startswith("0"):
        word = re.sub("[^0-9,]", "", word)
    number = Decimal(re.sub("[^0-9.]", "", word.replace(",", ".")))
    return number * _suffixed(token.suffix)


def _suffixed(suffix: str) -> int:
    if suffix == _THOUSAND:
        return 1000
    return SCALES.get(suffix, 1)


def digits_of(token: Token) -> str:
    return re.sub("[^0-9]", "", token.word)
