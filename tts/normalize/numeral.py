"""Russian numerals in every case and gender, over num2words."""

from typing import Literal

from num2words import num2words

Case = Literal["n", "g", "d", "a", "i", "p"]
"""Nominative, genitive, dative, accusative, instrumental, prepositional."""
Gender = Literal["m", "f", "n"]


def cardinal(number: int, case: Case = "n", gender: Gender = "m") -> str:
    """Inanimate cardinal.

    >>> cardinal(21, "g", "f"), cardinal(40, "d"), cardinal(1, "a", "f")
    ('двадцати одной', 'сорока', 'одну')
    """
    return str(num2words(number, lang="ru", case=case, gender=gender, animate=False))


def ordinal(number: int, case: Case = "n", gender: Gender = "m") -> str:
    """Inanimate ordinal.

    >>> ordinal(5, "a", "n"), ordinal(25, "g")
    ('пятое', 'двадцать пятого')
    """
    return str(
        num2words(
            number, lang="ru", to="ordinal", case=case, gender=gender, animate=False
        )
    )


def digits(written: str) -> str:
    """Digit by digit.

    >>> digits("0042")
    'ноль ноль четыре два'
    """
    return " ".join(cardinal(int(digit)) for digit in written)


def group(written: str) -> str:
    """A group of a phone number, with its leading zeros.

    >>> group("495"), group("05"), group("000")
    ('четыреста девяносто пять', 'ноль пять', 'ноль ноль ноль')
    """
    rest = written.lstrip("0")
    zeros = ["ноль"] * (len(written) - len(rest))
    return " ".join([*zeros, cardinal(int(rest))] if rest else zeros)


def counted(number: int, one: str, few: str, many: str) -> str:
    """The noun's form after a nominative numeral.

    >>> [counted(n, "час", "часа", "часов") for n in (1, 2, 5, 11, 21)]
    ['час', 'часа', 'часов', 'часов', 'час']
    """
    tens, units = number // 10 % 10, number % 10
    if tens == 1 or units == 0 or units > 4:  # noqa: PLR2004 - grammar's own numbers
        return many
    return one if units == 1 else few
