"""What follows a whole number and breaks it: «с половиной», «целых пять десятых»."""

from decimal import Decimal

from voicebot.understanding.spoken_number.figures import amount
from voicebot.understanding.spoken_number.lexicon import PARTS, PIECES, SCALES, Rank
from voicebot.understanding.spoken_number.pieces import read_pieces, total
from voicebot.understanding.spoken_number.tokens import Tokens, word_at
from voicebot.understanding.spoken_time.tokens import Found
from voicebot.understanding.spoken_time.word_forms import word_set

_WITH = {
    "половиной": Decimal("0.5"),
    "половинкой": Decimal("0.5"),
    "половины": Decimal("0.5"),
    "четвертью": Decimal("0.25"),
}
_POINTS = word_set("целых целая целую целой целые точка запятая")
_MOST_BEFORE_AND = 20
"""«два и пять миллиона» is 2.5 of them; «пятьдесят и пять» is something else."""


def read_fraction(tokens: Tokens, whole: Found[Decimal]) -> Found[Decimal]:
    """The number with what breaks it, where anything does."""
    end = whole.end
    word, following = word_at(tokens, end), word_at(tokens, end + 1)
    if word == "с" and following in _WITH:
        return Found(value=whole.value + _WITH[following], end=end + 2)
    if word in PARTS:
        return Found(value=_places(whole.value, PARTS[word]), end=end + 1)
    if word in _POINTS:
        start = end + 2 if following == "и" else end + 1
        return _with_part(tokens, start, whole) or whole
    if word == "и":
        return _with_named_part(tokens, end + 1, whole) or whole
    if whole.value == 0 and not _is_apart(tokens, end):
        return _with_part(tokens, end, whole) or whole
    return whole


def _is_apart(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and (tokens[at].is_after_pause or tokens[at].is_after_dash)


def _with_part(tokens: Tokens, at: int, whole: Found[Decimal]) -> Found[Decimal] | None:
    """«… пять десятых», «… двадцать пять», «… ноль пять»."""
    zeros, end = 0, at
    while PIECES.get(word_at(tokens, end)) == PIECES["ноль"]:
        zeros, end = zeros + 1, end + 1
    part = _read_part(tokens, end)
    if part is None:
        return None
    named = PARTS.get(word_at(tokens, part.end))
    places = named or zeros + len(str(part.value))
    end = part.end + 1 if named else part.end
    return Found(value=whole.value + _places(Decimal(part.value), places), end=end)


def _with_named_part(
    tokens: Tokens, at: int, whole: Found[Decimal]
) -> Found[Decimal] | None:
    """«два и три десятых», «два и пять миллиона»; «между двумя и тремя» is no such."""
    part = _read_part(tokens, at)
    if part is None:
        return None
    following = word_at(tokens, part.end)
    if following in PARTS:
        return _with_part(tokens, at, whole)
    is_digit = 0 < part.value < 10 and 0 < whole.value <= _MOST_BEFORE_AND  # noqa: PLR2004 - one digit
    is_of_scale = is_digit and following in SCALES
    return _with_part(tokens, at, whole) if is_of_scale else None


def _read_part(tokens: Tokens, at: int) -> Found[int] | None:
    if at >= len(tokens):
        return None
    if tokens[at].is_figures:
        value = amount(tokens[at])
        is_whole = value == value.to_integral_value()
        return Found(value=int(value), end=at + 1) if is_whole else None
    pieces = read_pieces(tokens, at)
    if pieces is None or pieces.value[0].rank is Rank.ZERO:
        return None
    is_ordinal = any(piece.is_ordinal for piece in pieces.value)
    return None if is_ordinal else Found(value=total(pieces.value), end=pieces.end)


def _places(value: Decimal, places: int) -> Decimal:
    return value.scaleb(-places)
