"""What a column holds, by the look of its values."""

from collections.abc import Callable, Sequence

from voicebot.contacts.phone_reading import read_phones
from voicebot.contacts.place_reading import zones_named

_MOBILE = "+79"
_FULL = ("+", "7", "8")
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
