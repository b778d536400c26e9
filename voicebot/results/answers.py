"""What people answered, counted by value."""

from collections.abc import Mapping
from dataclasses import dataclass

LARGEST_SCORE = 10
"""Whole numbers from nought to it are scores; a mean of anything else says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Of one field of the card: how many people gave each value, by their last one.

    Numbers come first and by size, then words, the most frequent first.
    """

    field: str
    people: Mapping[str, int]

    @property
    def total(self) -> int:
        """Everybody for whom a talk wrote the field."""
        return sum(self.people.values())

    @property
    def mean(self) -> float | None:
        """Of scores, whatever words others gave instead; None where no value is one.

        >>> round(Answers(field="speed", people={"4": 1, "5": 2, "нет": 9}).mean, 2)
        4.67
        """
        numbers = {int(value): count for value, count in self._numbers.items()}
        if not numbers or max(numbers) > LARGEST_SCORE:
            return None
        asked = sum(numbers.values())
        return sum(value * count for value, count in numbers.items()) / asked

    @property
    def _numbers(self) -> Mapping[str, int]:
        return {
            value: count for value, count in self.people.items() if is_number(value)
        }


def is_number(value: str) -> bool:
    """A whole one, without a sign or needless noughts: a number of Excel's too.

    >>> [is_number(each) for each in ("5", "0", "05", "-1", "4,5", "²", "1234567890")]
    [True, True, False, False, False, False, False]
    """
    is_long = len(value) > 9  # noqa: PLR2004  # ten digits may be a telephone's
    is_padded = len(value) > 1 and value.startswith("0")
    return value.isascii() and value.isdecimal() and not is_long and not is_padded


def in_order(people: Mapping[str, int]) -> dict[str, int]:
    """Numbers by size, then words by how many gave them.

    >>> in_order({"нет": 1, "10": 1, "да": 7, "9": 2})
    {'9': 2, '10': 1, 'да': 7, 'нет': 1}
    """
    numbers = sorted(filter(is_number, people), key=int)
    words = sorted(people.keys() - set(numbers), key=lambda each: (-people[each], each))
    return {value: people[value] for value in (*numbers, *words)}
