"""What a column holds, by the look of its values."""

import re
from collections.abc import Callable, Sequence

from voicebot.contacts.phone_reading import read_phones
from voicebot.contacts.place_reading import zones_named

_MOBILE = "+79"
_FULL = ("+", "7", "8")
_DELIMITERS = re.compile(r"[;,\t|]")
_LONGEST = 200
"""Letters of a cell that may hold some numbers and nothing else."""


def looks_like_phone(value: str) -> bool:
    """As nearly nothing else does: ten digits alone may be of a tax or a passport number."""
    if len(value) > _LONGEST:
        return False
    numbers = read_phones(value).numbers
    return bool(numbers) and (
        value.startswith(_FULL) or any(each.startswith(_MOBILE) for each in numbers)
    )


def holds_rows(value: str) -> bool:
    r"""Whether a field goes on over rows that follow it, for a quotation mark is missing.

    >>> holds_rows("Анна;Москва\n89161234567;Пётр"), holds_rows("дом 5\nкв. 6")
    (True, False)
    """
    for line in value.split("\n")[1:]:
        pieces = _DELIMITERS.split(line)
        if len(pieces) > 1 and any(map(looks_like_phone, pieces)):
            return True
    return False


def looks_like_place(value: str) -> bool:
    return bool(zones_named(value))


def looks_like_name(value: str) -> bool:
    """One to four words of letters, each begun with a capital: «Анна Сергеевна»."""
    words = value.replace("-", " ").replace(".", " ").split()
    return 1 <= len(words) <= _MOST_WORDS and all(
        word.isalpha() and word[0].isupper() for word in words
    )


_MOST_WORDS = 4


def share(looks: Callable[[str], bool], values: Sequence[str]) -> float:
    """Of the values that look so; 0 of none."""
    return sum(map(looks, values)) / len(values) if values else 0.0
