"""One number of an utterance: whole, broken, in thousands and millions, or rough."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from voicebot.understanding.spoken_number.figures import amount
from voicebot.understanding.spoken_number.fractions import read_fraction
from voicebot.understanding.spoken_number.lexicon import (
    FRACTIONS,
    HALVES,
    PAIRS,
    PIECES,
    SCALES,
    Rank,
)
from voicebot.understanding.spoken_number.pieces import read_pieces, total
from voicebot.understanding.spoken_number.tokens import Tokens, word_at
from voicebot.understanding.spoken_time.tokens import Found
from voicebot.understanding.spoken_time.word_forms import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """A count of a scale: «пять тысяч»; the scale of «двести» is 1."""

    value: Decimal
    scale: int
    end: int


_TOO_LARGE = 10**15
_OF_FEW = word_set("тысячи тыщи миллиона миллиарда косаря ляма сотни десятка")
_OF_MANY = word_set("тысяч тыщ миллионов миллиардов косарей лямов сотен десятков")
_FEW = range(2, 5)
_SHORTENED = word_set("тыс млн млрд трлн")
_ROUGHLY = word_set("на до под за в около по примерно")
_COUNTED_BELOW = 1000


def read_amount(tokens: Tokens, at: int) -> Found[Decimal] | None:
    """«сто двадцать пять», «полтора миллиона», «тысяч пять», «1,5 млн», «пятое».

    A scale is followed by smaller ones only: «тысяча двести» is one number.
    """
    value, below, end = Decimal(0), _TOO_LARGE, at
    while below > 1:
        term = _read_term(tokens, end, below, is_first=end == at)
        if term is None:
            break
        value, below, end = value + term.value, term.scale, term.end
    return Found(value=value, end=end) if end > at else None


def _read_term(tokens: Tokens, at: int, below: int, *, is_first: bool) -> _Term | None:
    if at >= len(tokens) or (not is_first and _is_apart(tokens, at)):
        return None
    terms = (*_counted(tokens, at), *_uncounted(tokens, at, is_first=is_first))
    return next((term for term in terms if _is_below(term, below)), None)


def _is_apart(tokens: Tokens, at: int) -> bool:
    """The point of «тыс.» is no pause."""
    is_pause = tokens[at].is_after_pause and tokens[at - 1].word not in _SHORTENED
    return is_pause or tokens[at].is_after_dash


def _is_below(term: _Term, below: int) -> bool:
    return term.scale < below and term.value < below


def _counted(tokens: Tokens, at: int) -> Iterator[_Term]:
    """With its scale where one follows, else as it stands."""
    count = read_count(tokens, at)
    if count is None:
        return
    scale = SCALES.get(word_at(tokens, count.end))
    is_apart = scale is not None and tokens[count.end].is_after_pause
    if scale is not None and not is_apart and count.value < _COUNTED_BELOW:
        yield _Term(value=count.value * scale, scale=scale, end=count.end + 1)
    if word_at(tokens, at) not in PAIRS:
        yield _Term(value=count.value, scale=1, end=count.end)


def _uncounted(tokens: Tokens, at: int, *, is_first: bool) -> Iterator[_Term]:
    """«тысяча», «тысяч пять», «тысяч на пять», «полмиллиона»."""
    word = tokens[at].word
    if word in HALVES:
        yield _Term(value=HALVES[word], scale=1, end=at + 1)
    scale = SCALES.get(word)
    if scale is None:
        return
    rough = _read_rough(tokens, at) if is_first else None
    if rough is not None:
        yield _Term(value=rough.value * scale, scale=scale, end=rough.end)
    yield _Term(value=Decimal(scale), scale=scale, end=at + 1)


def _read_rough(tokens: Tokens, at: int) -> Found[Decimal] | None:
    """The count after its scale: five of «тысяч пять»."""
    word = tokens[at].word
    start = at + 2 if word_at(tokens, at + 1) in _ROUGHLY else at + 1
    count = read_count(tokens, start)
    if count is None or tokens[start].is_after_pause or tokens[start].is_after_dash:
        return None
    is_rough = word in _OF_MANY or (word in _OF_FEW and count.value in _FEW)
    return count if is_rough and count.value < _COUNTED_BELOW else None


def read_count(tokens: Tokens, at: int) -> Found[Decimal] | None:
    """A number with no scale: «полтора», «сто двадцать», «две с половиной», «1,5»."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.is_figures:
        return read_fraction(tokens, Found(value=amount(token), end=at + 1))
    if token.word in FRACTIONS:
        return Found(value=FRACTIONS[token.word], end=at + 1)
    if token.word in PAIRS:
        return Found(value=Decimal(2), end=at + 1)
    pieces = read_pieces(tokens, at)
    if pieces is None:
        return None
    whole = Found(value=Decimal(total(pieces.value)), end=pieces.end)
    if any(piece.is_ordinal for piece in pieces.value):
        return whole
    return read_fraction(tokens, whole)


def may_go_on(tokens: Tokens, end: int) -> bool:
    """Whether a number that ends there may be the beginning of a longer one."""
    if end < len(tokens):
        return False
    piece = PIECES.get(word_at(tokens, end - 1))
    return piece is not None and piece.rank in {Rank.TENS, Rank.HUNDRED, Rank.ZERO}
