"""Telephone numbers as people dictate them."""

from collections.abc import Sequence
from itertools import islice, product

import phonenumbers

from voicebot.understanding.spoken_number.digits import dictated
from voicebot.understanding.spoken_number.tokens import read_tokens

REGION = "RU"
"""Where a number without a country's code is dialled."""

_FEWEST_DIGITS, _MOST_GROUPINGS = 10, 4096
_PLUSES = frozenset(("+", "плюс"))


def whole_phone(digits: str, region: str = REGION) -> str | None:
    """The number in E.164 if the digits are all of a valid one, else None.

    >>> whole_phone("89261234567"), whole_phone("9261234567"), whole_phone("926123")
    ('+79261234567', '+79261234567', None)
    """
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def find_phone(text: str, region: str = REGION) -> str | None:
    """The telephone number that was dictated, in E.164; None unless a valid one.

    Where the words may be grouped in several ways («пятьсот сорок» is 540 or 500 and
    40), the grouping counts that makes a valid number; where several do, none.

    >>> find_phone("восемь девятьсот двадцать шесть пятьсот сорок шестьдесят семь")
    '+79265004067'
    """
    tokens = read_tokens(text)
    plus = "+" if any(token.word in _PLUSES for token in tokens) else ""
    chunks = [chunk.readings for chunk in dictated(tokens)]
    if sum(len(readings[-1]) for readings in chunks) < _FEWEST_DIGITS:
        return None
    natural = whole_phone(plus + "".join(readings[0] for readings in chunks), region)
    return natural or _regrouped(chunks, plus, region)


def _regrouped(chunks: Sequence[tuple[str, ...]], plus: str, region: str) -> str | None:
    """The one valid number of the other groupings."""
    readings = islice(product(*chunks), _MOST_GROUPINGS)
    texts = dict.fromkeys("".join(reading) for reading in readings)
    found = {whole_phone(plus + text, region) for text in texts} - {None}
    return found.pop() if len(found) == 1 else None
