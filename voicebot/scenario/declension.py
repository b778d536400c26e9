"""Names in the case that a sentence asks for."""

import re
from functools import cache
from typing import Any

import pymorphy3

GRAMMEMES = {
    "nominative": "nomn",
    "genitive": "gent",
    "dative": "datv",
    "accusative": "accs",
    "instrumental": "ablt",
    "prepositional": "loct",
}
"""The cases by their names, with the dictionary's."""

_NAME_KINDS = ("Name", "Patr", "Surn")
_WORD = re.compile(r"[А-ЯЁа-яё]+")


def decline(name: str, case: str) -> str:
    """Put a name into one of `GRAMMEMES`: first name, patronymic and surname, given in the nominative.

    A word that the dictionary does not know as a name stays as it is, as does a
    woman's surname that does not change.

    >>> decline("Анна Сергеевна", "dative")
    'Анне Сергеевне'
    >>> decline("Анна-Мария Ким", "genitive")
    'Анны-Марии Ким'
    """
    gender = _gender(name)
    return _WORD.sub(lambda word: _declined(word[0], case, gender), name)


@cache
def _dictionary() -> Any:  # pymorphy3 ships no types
    return pymorphy3.MorphAnalyzer()


def _gender(name: str) -> str | None:
    """The gender on which the surest words agree: patronymic, then first name."""
    words = _WORD.findall(name)
    for kind in ("Patr", "Name", "Surn"):
        for word in words:
            for parse in _name_parses(word):
                if kind in parse.tag and parse.tag.gender in ("masc", "femn"):
                    return str(parse.tag.gender)
    return None


def _name_parses(word: str) -> list[Any]:
    return [
        parse
        for parse in _dictionary().parse(word)
        if "nomn" in parse.tag
        and "sing" in parse.tag
        and any(kind in parse.tag for kind in _NAME_KINDS)
    ]


def _declined(word: str, case: str, gender: str | None) -> str:
    fitting = [
        parse
        for parse in _name_parses(word)
        if gender is None or parse.tag.gender in (gender, None)
    ]
    if not fitting:
        return word
    inflected = fitting[0].inflect({GRAMMEMES[case], "sing"})
    return _like(word, inflected.word) if inflected else word


def _like(pattern: str, word: str) -> str:
    return word.capitalize() if pattern[:1].isupper() else word
