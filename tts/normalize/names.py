"""Names in the case that a sentence asks for."""

import re
from typing import Any

from tts.normalize.morphology import analyzer
from tts.normalize.numeral import Case

_GRAMMEMES = {
    "n": "nomn",
    "g": "gent",
    "d": "datv",
    "a": "accs",
    "i": "ablt",
    "p": "loct",
}
_NAME_KINDS = ("Name", "Patr", "Surn")
_WORD = re.compile(r"[А-ЯЁа-яё]+")


def decline(name: str, case: Case) -> str:
    """First name, patronymic and surname, given in the nominative.

    A word that the dictionary does not know as a name stays as it is, as does a
    woman's surname that does not change.

    >>> decline("Анна Сергеевна", "d")
    'Анне Сергеевне'
    >>> decline("Анна-Мария Ким", "g")
    'Анны-Марии Ким'
    """
    gender = _gender(name)
    return _WORD.sub(lambda word: _declined(word[0], case, gender), name)


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
        for parse in analyzer().parse(word)
        if "nomn" in parse.tag
        and "sing" in parse.tag
        and any(kind in parse.tag for kind in _NAME_KINDS)
    ]


def _declined(word: str, case: Case, gender: str | None) -> str:
    fitting = [
        parse
        for parse in _name_parses(word)
        if gender is None or parse.tag.gender in (gender, None)
    ]
    if not fitting:
        return word
    inflected = fitting[0].inflect({_GRAMMEMES[case], "sing"})
    return _like(word, inflected.word) if inflected else word


def _like(pattern: str, word: str) -> str:
    return word.capitalize() if pattern[:1].isupper() else word
