"""Telephone numbers as they are dictated in Russian."""

import re
from collections.abc import Sequence

import phonenumbers

from voicebot.scenario.russian.spoken_number import digit_group

_REGION, _COUNTRY = "RU", 7
_LOCAL_TRUNK = "8"
_LONGEST_GROUP = 3


def spoken_phone(value: str) -> str:
    """The number in groups, with a pause after each.

    >>> spoken_phone("+79261234567")
    'восемь, девятьсот двадцать шесть, сто двадцать три, сорок пять, шестьдесят семь'
    >>> spoken_phone("+375291234567").partition(", двадцать девять")[0]
    'плюс триста семьдесят пять'
    >>> spoken_phone("112"), spoken_phone("офис")
    ('сто двенадцать', 'офис')
    """
    return ", ".join(_worded(_groups(value))) or value


def _groups(value: str) -> list[str]:
    """Digits as they stand together; a plus stays at the front of its group."""
    try:
        number = phonenumbers.parse(value, _REGION)
    except phonenumbers.NumberParseException:
        return re.findall("[0-9]+", value)
    if not phonenumbers.is_possible_number(number):
        return re.findall("[0-9]+", value)
    if number.country_code == _COUNTRY:
        style = phonenumbers.PhoneNumberFormat.NATIONAL
        national = phonenumbers.format_number(number, style)
        groups = re.findall("[0-9]+", national)
        return groups if groups[0] == _LOCAL_TRUNK else [_LOCAL_TRUNK, *groups]
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return re.findall(r"\+?[0-9]+", phonenumbers.format_number(number, style))


def _worded(groups: Sequence[str]) -> list[str]:
    words = []
    for group in groups:
        plus = "плюс " if group.startswith("+") else ""
        parts = _parts(group.removeprefix("+"))
        words += [f"{plus}{digit_group(parts[0])}", *map(digit_group, parts[1:])]
    return words


def _parts(digits: str) -> list[str]:
    """Long groups in pairs, the first one longer where they do not come out even."""
    if len(digits) <= _LONGEST_GROUP:
        return [digits]
    first = _LONGEST_GROUP if len(digits) % 2 else 2
    pairs = range(first, len(digits), 2)
    return [digits[:first], *(digits[at : at + 2] for at in pairs)]
