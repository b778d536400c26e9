"""Names in the case that a sentence asks for."""

from typing import Any

from voicebot.scenario.russian.grammar import CASES, NOMINATIVE
from voicebot.scenario.russian.person_name import (
    WORD,
    PersonName,
    parses,
    read_person_name,
)
from voicebot.scenario.russian.surname import decline_surname

_PARTICLES = frozenset(("оглы", "кызы", "гызы", "уулу", "де", "фон", "ван", "да", "ла"))
_KINDS = ("Name", "Patr", "Surn")
_RUSSIAN_HALF = ("ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ёва", "ина", "ына", "ий")


def decline(name: str, case: str) -> str:
    """Put a name into one of `CASES`: first name, patronymic, surname, in any order.

    It is given in the nominative. A word that is no name stays as it is, as do
    surnames that do not change, such as «Шевченко» and a woman's «Ким».

    >>> decline("Анна Сергеевна", "dative")
    'Анне Сергеевне'
    >>> decline("Анна-Мария Ким", "genitive"), decline("Сергей Ким", "genitive")
    ('Анны-Марии Ким', 'Сергея Кима')
    """
    if case == NOMINATIVE:
        return name
    person = read_person_name(name)
    return WORD.sub(lambda word: _declined(word[0], case, person), name)


def _declined(word: str, case: str, person: PersonName) -> str:
    if word == person.father:
        return word
    if word == person.patronymic:
        return _inflected(word, case, ("Patr",), person.gender) or word
    if word == person.first:
        return _each_half(word, case, ("Name",), person.gender)
    if person.first is None or person.gender is None:
        return _alone(word, case, person.gender)
    return _surname(word, case, person.gender)


def _each_half(word: str, case: str, kinds: tuple[str, ...], gender: str | None) -> str:
    halves = word.split("-")
    return "-".join(_inflected(half, case, kinds, gender) or half for half in halves)


def _alone(word: str, case: str, gender: str | None) -> str:
    """A word with no first name beside it: only what the dictionary knows is a name."""
    return _each_half(word, case, _KINDS, gender)


def _surname(word: str, case: str, gender: str) -> str:
    """A half that comes first changes only where it is a Russian surname by itself."""
    if word.lower() in _PARTICLES:
        return word
    *leading, last = word.split("-")
    halves = [
        _half(half, case, gender) if half.lower().endswith(_RUSSIAN_HALF) else half
        for half in leading
    ]
    halves = [
        _inflected(half, case, ("Surn",), gender) or changed
        for half, changed in zip(leading, halves, strict=True)
    ]
    return "-".join([*halves, _half(last, case, gender)])


def _half(half: str, case: str, gender: str) -> str:
    known = _inflected(half, case, ("Surn",), gender)
    return known or _like(half, decline_surname(half, case, gender))


def _inflected(
    word: str, case: str, kinds: tuple[str, ...], gender: str | None
) -> str | None:
    found: list[Any] = [parse for kind in kinds for parse in parses(word, kind, gender)]
    inflected = found[0].inflect({CASES[case], "sing"}) if found else None
    return _like(word, inflected.word) if inflected else None


def _like(pattern: str, word: str) -> str:
    return word.capitalize() if pattern[:1].isupper() else word
