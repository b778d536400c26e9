"""The number that an utterance gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from voicebot.understanding.spoken_number.amounts import may_go_on, read_amount
from voicebot.understanding.spoken_number.repairs import has_mark, is_refused
from voicebot.understanding.spoken_number.stray import is_idle
from voicebot.understanding.spoken_number.tokens import Tokens, read_tokens, word_at
from voicebot.understanding.spoken_time.word_forms import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number, named by the tokens from `start` to before `end`."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenNumber:
    """`is_open` where more of the same number may follow: «двадцать» … «пять»."""

    value: Decimal
    is_open: bool


_ROUBLES = word_set("рубль рубля рублей рублю рублем рубли руб р")
_KOPECKS = word_set("копейка копейки копеек копейку коп")
_HUNDREDTH = Decimal("0.01")
_SIGNS = {"минус": -1, "ни": 0}
"""What the word before makes of a number: «ни одного» is 0."""

_LONGEST_DIGIT = 1
_FEWEST_DICTATED = 3


def find_number(text: str) -> SpokenNumber | None:
    """The one number that was meant; None where there is none, or no telling which.

    A refused number does not count, the last word after a slip wins, «из пяти» says
    what the number is out of, and digits in a row are one number.

    >>> for text in ("нет, не пять, а шесть", "полтора миллиона", "пять или шесть"):
    ...     print(find_number(text))
    SpokenNumber(value=Decimal('6'), is_open=False)
    SpokenNumber(value=Decimal('1500000.0'), is_open=False)
    None
    """
    tokens = read_tokens(text)
    numbers = [
        number
        for number in _whole_sums(tokens, list(_found(tokens)))
        if not _is_beside_the_point(tokens, number)
    ]
    meant = _meant(tokens, numbers) if numbers else None
    if meant is None:
        return None
    return SpokenNumber(value=meant.value, is_open=may_go_on(tokens, meant.end))


def _found(tokens: Tokens) -> Iterator[Number]:
    at = 0
    while at < len(tokens):
        amount = read_amount(tokens, at)
        if amount is not None:
            sign = _SIGNS.get(word_at(tokens, at - 1), 1)
            yield Number(value=amount.value * sign, start=at, end=amount.end)
        at = amount.end if amount is not None else at + 1


def _whole_sums(tokens: Tokens, numbers: Sequence[Number]) -> Iterator[Number]:
    """«сто рублей сорок копеек» is one number, 100.40."""
    skipped = False
    for number, following in pairwise((*numbers, None)):
        if number is None or skipped:
            skipped = False
        elif following is not None and _is_change(tokens, number, following):
            value = number.value + following.value * _HUNDREDTH
            skipped = True
            yield replace(number, value=value, end=following.end + 1)
        else:
            yield number


def _is_change(tokens: Tokens, number: Number, following: Number) -> bool:
    between = tokens[number.end : following.start]
    is_near = any(token.word in _ROUBLES for token in between) and len(between) <= 2  # noqa: PLR2004 - «рублей и»
    return is_near and word_at(tokens, following.end) in _KOPECKS


def _is_beside_the_point(tokens: Tokens, number: Number) -> bool:
    return (
        is_refused(tokens, number.start)
        or is_idle(tokens, number.end)
        or (word_at(tokens, number.start - 1) == "из" and number.start > 1)
    )


def _meant(tokens: Tokens, numbers: Sequence[Number]) -> Number | None:
    """The last one after a slip; else all must agree, or be digits in a row."""
    run = [numbers[0]]
    for before, number in pairwise(numbers):
        if has_mark(tokens, before.end, number.start):
            run = [number]
        else:
            run.append(number)
    if len({number.value for number in run}) == 1:
        return run[-1]
    return _dictated(run)


def _dictated(run: Sequence[Number]) -> Number | None:
    """«пять ноль ноль» is 500."""
    is_row = all(before.end == number.start for before, number in pairwise(run))
    digits = [format(number.value, "f") for number in run]
    if not is_row or len(run) < _FEWEST_DICTATED:
        return None
    if any(len(digit) != _LONGEST_DIGIT for digit in digits):
        return None
    return Number(value=Decimal("".join(digits)), start=run[0].start, end=run[-1].end)
