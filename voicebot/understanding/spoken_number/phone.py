"""Telephone numbers as people dictate them."""

from collections.abc import Sequence
from itertools import chain, islice, product

import phonenumbers

from voicebot.understanding.spoken_number.chunks import Chunk
from voicebot.understanding.spoken_number.digits import dictated
from voicebot.understanding.spoken_number.tokens import read_tokens

REGION = "RU"
"""Where a number without a country's code is dialled."""

_MOST_GROUPINGS = 4096
_USUAL_GROUPS, _USUAL_ABROAD = [3, 3, 2, 2], [3, 2, 2]
"""How numbers end when they are dictated, at home and after a foreign code."""
_AT_HOME, _ABROAD = range(10, 12), range(11, 14)
"""Digits of a number without and with its country's code; grouped anew only so."""
_LONGEST = 15
"""Digits of E.164."""
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
    40), another than the likeliest counts only as the one valid number in the usual
    groups, 3-3-2-2: what is not said yet is not made up of what is.

    >>> find_phone("восемь девятьсот двадцать шесть пятьсот сорок шестьдесят семь")
    '+79265004067'
    >>> find_phone("восемь девятьсот двенадцать триста сорок пять")  # 912 345 …
    """
    tokens = read_tokens(text)
    plus = "+" if any(token.word in _PLUSES for token in tokens) else ""
    chunks = dictated(tokens)
    natural = plus + "".join(chunk.digits for chunk in chunks)
    if len(natural) > _LONGEST + len(plus):
        return None
    return whole_phone(natural, region) or _regrouped(chunks, plus, region)


def _regrouped(chunks: Sequence[Chunk], plus: str, region: str) -> str | None:
    """The one valid number in the usual groups."""
    groupings = islice(product(*(chunk.readings for chunk in chunks)), _MOST_GROUPINGS)
    found: set[str] = set()
    for grouping in groupings:
        groups = list(chain.from_iterable(grouping))
        digits = "".join(groups)
        is_likely = len(digits) in (_ABROAD if plus else _AT_HOME)
        if is_likely and _is_usual(groups, plus):
            found.update(filter(None, [whole_phone(plus + digits, region)]))
    return found.pop() if len(found) == 1 else None


def _is_usual(groups: Sequence[str], plus: str) -> bool:
    usual = _USUAL_ABROAD if plus else _USUAL_GROUPS
    return [len(group) for group in groups][-len(usual) :] == usual
