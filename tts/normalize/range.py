"""Ranges written with a dash: «1000–5000 рублей», «10-15 минут»."""

import re
from functools import cache

from tts.normalize.numeral import Case, cardinal

_LARGE = r"\d{1,3}(?:[ \u00a0]\d{3})+|\d{3,}"
_LARGE_RANGE = re.compile(
    rf"(?<![\d.,:/\-])({_LARGE})\s*[-–—]\s*({_LARGE})(?=\s*(?:[₽%]|[а-яё]))(?!\s*г)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bот\s+$", re.IGNORECASE)
_DASHED = re.compile(r"([а-яё]+)\s+[—–-]\s+([а-яё]+)", re.IGNORECASE)
_CASES: tuple[Case, ...] = ("n", "g", "d", "a", "i", "p")
_SMALL = range(1, 100)


def open_large_ranges(text: str) -> str:
    """A range of large numbers needs its prepositions.

    >>> open_large_ranges("1000–5000 рублей")
    'от 1000 до 5000 рублей'
    """
    return _LARGE_RANGE.sub(_opened, text)


def close_up_small_ranges(text: str) -> str:
    """Small numerals follow one another without a pause.

    >>> close_up_small_ranges("десять — пятнадцать минут")
    'десять пятнадцать минут'
    """
    return _DASHED.sub(_closed_up, text)


def _opened(numbers: re.Match[str]) -> str:
    has_from = _FROM.search(numbers.string[: numbers.start()])
    return f"{'' if has_from else 'от '}{numbers[1]} до {numbers[2]}"


def _closed_up(words: re.Match[str]) -> str:
    if {words[1].lower(), words[2].lower()} <= _small_numerals():
        return f"{words[1]} {words[2]}"
    return words[0]


@cache
def _small_numerals() -> frozenset[str]:
    spoken = (cardinal(number, case) for number in _SMALL for case in _CASES)
    feminine = (cardinal(number, case, "f") for number in (1, 2) for case in _CASES)
    return frozenset(" ".join([*spoken, *feminine]).split())
