"""Digits as people dictate them: in numbers of one to three digits, doubled, in figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from voicebot.understanding.spoken_number.amounts import read_amount
from voicebot.understanding.spoken_number.figures import digits_of
from voicebot.understanding.spoken_number.lexicon import PIECES, SCALES, Rank
from voicebot.understanding.spoken_number.pieces import Pieces, read_pieces, total
from voicebot.understanding.spoken_number.stray import is_stray
from voicebot.understanding.spoken_number.tokens import Tokens, word_at
from voicebot.understanding.spoken_time.tokens import Found

Groups = tuple[str, ...]
"""Digits, parted where a number ends: 500 and 40."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Digits named at once, by the tokens from `start` to before `end`.

    `readings` has the likeliest first: «пятьсот сорок» may be 540 or 500 and 40.
    """

    readings: tuple[Groups, ...]
    start: int
    end: int

    @property
    def digits(self) -> str:
        return "".join(self.readings[0])


_TIMES = {"дважды": 2, "трижды": 3, "четырежды": 4, "пятью": 5}
_TIMES_MARKS = frozenset(("раз", "раза"))
_MANY = {
    form: digit
    for digit, forms in enumerate(
        (
            "нуля ноля нулей нолей ноликов нолика нули ноли",
            "единицы единиц единички единичек",
            "двойки двоек двоечки двоечек",
            "тройки троек троечки троечек",
            "четверки четверок четверочки",
            "пятерки пятерок пятерочки пятерочек",
            "шестерки шестерок шестерочки",
            "семерки семерок семерочки",
            "восьмерки восьмерок восьмерочки",
            "девятки девяток девяточки",
        )
    )
    for form in forms.split()
}
_LEAST_TIMES, _MOST_TIMES = 2, 9


def find_chunks(tokens: Tokens) -> Iterator[Chunk]:
    """Every naming of digits, in the order said."""
    at = 0
    while at < len(tokens):
        chunk = _read_chunk(tokens, at)
        if chunk is not None and not is_stray(tokens, chunk.end, chunk.digits):
            yield chunk
        at = chunk.end if chunk is not None else at + 1


def _read_chunk(tokens: Tokens, at: int) -> Chunk | None:
    if tokens[at].is_figures:
        return _read_figures(tokens, at)
    repeated = _read_repeated(tokens, at)
    if repeated is not None:
        return Chunk(readings=((repeated.value,),), start=at, end=repeated.end)
    pieces = _read_pieces(tokens, at)
    if word_at(tokens, pieces.end if pieces else at) in SCALES:
        return _read_thousands(tokens, at)
    if pieces is None or pieces.value[0].is_ordinal:
        return None
    return Chunk(readings=_readings(pieces.value), start=at, end=pieces.end)


def _read_pieces(tokens: Tokens, at: int) -> Found[Pieces] | None:
    """Without the «две» of «восемьсот две семёрки»."""
    found = read_pieces(tokens, at)
    if found is None or len(found.value) == 1:
        return found
    is_counting = _read_repeated(tokens, found.end - 1) is not None
    return Found(value=found.value[:-1], end=found.end - 1) if is_counting else found


def _read_figures(tokens: Tokens, at: int) -> Chunk:
    """«050», and «50 тысяч» where a scale follows."""
    if word_at(tokens, at + 1) in SCALES:
        thousands = _read_thousands(tokens, at)
        if thousands is not None:
            return thousands
    return Chunk(readings=((digits_of(tokens[at]),),), start=at, end=at + 1)


def _read_repeated(tokens: Tokens, at: int) -> Found[str] | None:
    """«два нуля», «три семёрки», «дважды пять», «два раза ноль»."""
    word = tokens[at].word
    if word in _TIMES:
        digit = _one_digit(tokens, at + 1)
        return Found(value=digit * _TIMES[word], end=at + 2) if digit else None
    count = PIECES.get(word)
    if count is None or not _LEAST_TIMES <= count.value <= _MOST_TIMES:
        return None
    following = word_at(tokens, at + 1)
    if following in _MANY:
        return Found(value=str(_MANY[following]) * count.value, end=at + 2)
    digit = _one_digit(tokens, at + 2) if following in _TIMES_MARKS else ""
    return Found(value=digit * count.value, end=at + 3) if digit else None


def _one_digit(tokens: Tokens, at: int) -> str:
    if at < len(tokens) and tokens[at].is_figures:
        digits = digits_of(tokens[at])
        return digits if len(digits) == 1 else ""
    piece = PIECES.get(word_at(tokens, at))
    is_digit = piece is not None and piece.rank in {Rank.ZERO, Rank.UNIT}
    return str(piece.value) if piece is not None and is_digit else ""


def _read_thousands(tokens: Tokens, at: int) -> Chunk | None:
    """«тысяча двести» is 1200."""
    number = read_amount(tokens, at)
    if number is None or number.value != number.value.to_integral_value():
        return None
    return Chunk(readings=((str(int(number.value)),),), start=at, end=number.end)


def _readings(pieces: Pieces) -> tuple[Groups, ...]:
    """The pieces as one number, and as several."""
    if not pieces:
        return ((),)
    found = []
    for size in range(len(pieces), 0, -1):
        first = str(total(pieces[:size]))
        found += [(first, *rest) for rest in _readings(pieces[size:])]
    return tuple(found)
