"""Numbers that answer nothing: «одну минуту», «два вопроса», «первый раз слышу»."""

from voicebot.understanding.spoken_number.lexicon import PIECES, SCALES, Rank
from voicebot.understanding.spoken_number.tokens import Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_counted, word_set

_IDIOMS = word_set(
    "минуту минуточку минутку минута минуточка секунду секундочку секунда секундочка "
    "момент моментик моментом секундочкой разок"
)
"""After a number they ask for patience."""

_TIME = "раз"
"""«первый раз слышу», «сто раз говорил»."""

_DIGIT_WORDS = word_set("цифры цифр цифра знака знаков")
_LONGEST_COUNT = 2
"""Digits: what is longer is dictated, and counts nothing."""


def is_idle(tokens: Tokens, end: int) -> bool:
    """Whether what follows a number makes it an idiom."""
    last = PIECES.get(word_at(tokens, end - 1))
    word = word_at(tokens, end)
    is_nth = last is not None and (last.is_ordinal or last.rank is Rank.HUNDRED)
    return word in _IDIOMS or (is_nth and word == _TIME)


def is_stray(tokens: Tokens, end: int, digits: str) -> bool:
    """Whether dictated digits rather count what follows them."""
    word = word_at(tokens, end)
    if is_idle(tokens, end):
        return True
    if len(digits) > _LONGEST_COUNT or word in _DIGIT_WORDS:
        return False
    return is_counted(word) and not _is_number_word(word)


def _is_number_word(word: str) -> bool:
    return word in PIECES or word in SCALES
