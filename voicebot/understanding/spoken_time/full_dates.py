"""Days of any year: «пятого марта восемьдесят пятого года», 05.03.1985, «вчера».

A time to call at lies ahead, so the grammar of times knows none of them.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from voicebot.understanding.spoken_number.amounts import read_amount
from voicebot.understanding.spoken_number.figures import digits_of
from voicebot.understanding.spoken_number.lexicon import PIECES
from voicebot.understanding.spoken_number.pieces import read_pieces, total
from voicebot.understanding.spoken_number.tokens import Tokens, read_tokens, word_at
from voicebot.understanding.spoken_time.dates import MONTH_FORMS
from voicebot.understanding.spoken_time.word_forms import word_set

_WRITTEN = re.compile(
    r"(?<![0-9])([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})(?![0-9])"
)
_PAST = {"вчера": 1, "позавчера": 2}
_MONTHS = {
    form: month
    for month, forms in enumerate(MONTH_FORMS, 1)
    for form in forms.split("|")
}
_YEAR_WORDS = word_set("год года году г")
_CENTURY = 100
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_YEARS_AHEAD = 10
"""Of a year in two digits; beyond, it belongs to the last century."""


def find_full_date(text: str, today: date) -> date | None:
    """The day that is named with its year, or as one of the last two.

    >>> today = date(2026, 11, 20)
    >>> print(find_full_date("пятого марта восемьдесят пятого года", today))
    1985-03-05
    >>> print(find_full_date("05.03.27", today), find_full_date("пятого марта", today))
    2027-03-05 None
    """
    tokens = read_tokens(text)
    named = (*_written(text, today), *_worded(tokens, today), *_past(tokens, today))
    return next(iter(named), None)


def _written(text: str, today: date) -> Iterator[date]:
    for day, month, year in _WRITTEN.findall(text):
        yield from _day_of(_full_year(int(year), today), int(month), int(day))


def _worded(tokens: Tokens, today: date) -> Iterator[date]:
    for at, token in enumerate(tokens):
        month = _MONTHS.get(token.word)
        day = _number_before(tokens, at)
        year = _year_after(tokens, at + 1)
        if month is not None and day is not None and year is not None:
            yield from _day_of(_full_year(year, today), month, day)


def _year_after(tokens: Tokens, at: int) -> int | None:
    """«восемьдесят пятого», «90-го», 1985; «десять» may be an hour and is none."""
    found = read_amount(tokens, at)
    if found is None or found.value != found.value.to_integral_value():
        return None
    last = tokens[found.end - 1]
    piece = PIECES.get(last.word)
    is_told = (
        found.value >= _FIRST_YEAR
        or bool(last.suffix)
        or (piece is not None and piece.is_ordinal)
        or word_at(tokens, found.end) in _YEAR_WORDS
    )
    return int(found.value) if is_told else None


def _number_before(tokens: Tokens, at: int) -> int | None:
    """«двадцать пятого» or 25 that ends where the month begins."""
    if at > 0 and tokens[at - 1].is_figures:
        return int(digits_of(tokens[at - 1]))
    for start in (at - 2, at - 1):
        pieces = read_pieces(tokens, start) if start >= 0 else None
        if pieces is not None and pieces.end == at:
            return total(pieces.value)
    return None


def _past(tokens: Tokens, today: date) -> Iterator[date]:
    for at in range(len(tokens)):
        days = _PAST.get(word_at(tokens, at))
        if days is not None:
            yield today - timedelta(days=days)


def _full_year(year: int, today: date) -> int:
    if year >= _CENTURY:
        return year
    full = today.year - today.year % _CENTURY + year
    return full if full <= today.year + _YEARS_AHEAD else full - _CENTURY


def _day_of(year: int, month: int, day: int) -> Iterator[date]:
    """Nothing where there is no such day."""
    if _FIRST_YEAR <= year < _LAST_YEAR:
        try:
            yield date(year, month, day)
        except ValueError:
            return
