"""What an author says about a text with `<say-as>`."""

import re

from tts.normalize.acronym import spell
from tts.normalize.date import say_dates
from tts.normalize.latin import say_latin
from tts.normalize.numeral import cardinal, digits, ordinal
from tts.normalize.phone import digits_in_groups
from tts.ssml import SayAs

_NUMBER = re.compile(r"\d[\d \u00a0]*\d|\d")
_GAPS = re.compile(r"[ \u00a0]")
_CHARACTER = re.compile(r"\d|[А-Яа-яЁё]|[A-Za-z]|\S")


def say_as_told(text: str, told: SayAs) -> str:
    """Words, or a written form that the passes read the right way.

    >>> say_as_told("112", SayAs.CHARACTERS), say_as_told("112", SayAs.CARDINAL)
    ('один, один, два', 'сто двенадцать')
    """
    match told:
        case SayAs.TELEPHONE:
            return digits_in_groups(text)
        case SayAs.CARDINAL:
            return _NUMBER.sub(lambda found: cardinal(_whole(found)), text)
        case SayAs.ORDINAL:
            return _NUMBER.sub(lambda found: ordinal(_whole(found)), text)
        case SayAs.CHARACTERS:
            return ", ".join(map(_character, _CHARACTER.findall(text)))
        case SayAs.DATE | SayAs.TIME:
            return say_dates(text)


def _whole(found: re.Match[str]) -> int:
    return int(_GAPS.sub("", found[0]))


def _character(character: str) -> str:
    if character.isdigit():
        return digits(character)
    if character.isascii() and character.isalpha():
        return say_latin(character)
    return spell(character)
