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
_USUAL_GROUPS = [3, 3, 2, 2]
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
    40), the grouping counts that makes a valid number; of several, the usual one, 3-3-2-2.

    >>> find_phone("восемь девятьсот двадцать шесть пятьсот сорок шестьдесят семь")
    '+79265004067'
    """
    tokens = read_tokens(text)
    plus = "+" if any(token.word in _PLUSES for token in tokens) else ""
    chunks = dictated(tokens)
    natural = plus + "".join(chunk.digits for chunk in chunks)
    if len(natural) > _LONGEST + len(plus):
        return None
    return whole_phone(natural, region) or _regrouped(chunks, plus, region)


def _regrouped(chunks: Sequence[Chunk], plus: str, region: str) -> str | None:
    """The one valid number of all groupings, else of the usual ones."""
    groupings = islice(product(*(chunk.readings for chunk in chunks)), _MOST_GROUPINGS)
    found: dict[str, bool] = {}
    for grouping in groupings:
        groups = list(chain.from_iterable(grouping))
        digits = "".join(groups)
        is_likely = len(digits) in (_ABROAD if plus else _AT_HOME)
        phone = whole_phone(plus + digits, region) if is_likely else None
        if phone is not None:
            found[phone] = found.get(phone, False) or _is_usual(groups)
    usual = [phone for phone, is_usual in found.items() if is_usual]
    chosen = usual or list(found)
    return chosen[0] if len(chosen) == 1 else None


def _is_usual(groups: Sequence[str]) -> bool:
    sizes = [len(group) for group in groups]
    return sizes[-len(_USUAL_GROUPS) :] == _USUAL_GROUPS
