"""Which word of a Russian person's name is what."""

import re
from dataclasses import dataclass, replace
from typing import Any

from voicebot.scenario.russian.grammar import dictionary

WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")

_PATRONYMIC = re.compile(r".{2,}(?:[оеё]вич|ьич|мич|кич|[оеё]вна|ична|инична)")
_SON_OR_DAUGHTER = {"оглы": "masc", "кызы": "femn", "уулу": "masc", "гызы": "femn"}
_GENDERS = ("masc", "femn")
_SHORTEST = 2
"""Letters: a single one is an initial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """The words of a name by their meaning; `gender` is the dictionary's, if told.

    `father` is what stands before «оглы» and «кызы» and is never declined.
    """

    first: str | None = None
    patronymic: str | None = None
    father: str | None = None
    surnames: tuple[str, ...] = ()
    gender: str | None = None


def read_person_name(text: str) -> PersonName:
    """The words of a name in any order: «Иванова Анна Сергеевна», «Анна Иванова».

    >>> name = read_person_name("Иванова Анна Сергеевна")
    >>> name.first, name.patronymic, name.surnames, name.gender
    ('Анна', 'Сергеевна', ('Иванова',), 'femn')
    >>> read_person_name("ООО Ромашка").first
    """
    words = [word for word in WORD.findall(text) if len(word) >= _SHORTEST]
    name = _with_patronymic(words)
    if name is None:
        name = _without_patronymic(words)
    taken = {name.first, name.patronymic, name.father, *_SON_OR_DAUGHTER}
    rest = tuple(word for word in words if word not in taken)
    gender = name.gender or _gender_of(name.first, rest)
    return replace(name, surnames=rest, gender=gender)


def _with_patronymic(words: list[str]) -> PersonName | None:
    """The first name stands before a patronymic, whether it is known or not."""
    for at, word in enumerate(words):
        folded = word.lower()
        if folded in _SON_OR_DAUGHTER and at > 1:
            gender = _SON_OR_DAUGHTER[folded]
            return PersonName(first=words[at - 2], father=words[at - 1], gender=gender)
        if (
            at > 0
            and _PATRONYMIC.fullmatch(folded)
            and not _is_surname_before(words, at)
        ):
            gender = "femn" if folded.endswith("на") else "masc"
            return PersonName(first=words[at - 1], patronymic=word, gender=gender)
    return None


def _is_surname_before(words: list[str], at: int) -> bool:
    """«Иван Абрамович»: a surname in -вич, as no other word is left to be one."""
    is_only_surname = len(words) == _SHORTEST and not parses(words[at], "Patr")
    return is_only_surname and bool(parses(words[at], "Surn"))


def _without_patronymic(words: list[str]) -> PersonName:
    names = [word for word in words if is_first_name(word)]
    sure = [word for word in names if not parses(word, "Surn")]
    chosen = sure or names
    return PersonName(first=chosen[0] if chosen else None)


def is_first_name(word: str) -> bool:
    """Whether the dictionary holds it as one; a double name, each half."""
    return all(
        any(parse.is_known for parse in parses(half, "Name"))
        for half in word.split("-")
    )


def parses(word: str, kind: str, gender: str | None = None) -> list[Any]:
    """The dictionary's readings of a word as a `Name`, `Patr` or `Surn`."""
    return [
        parse
        for parse in dictionary().parse(word)
        if {kind, "nomn", "sing"} in parse.tag
        and (gender is None or parse.tag.gender in (gender, None))
    ]


def _gender_of(first: str | None, surnames: tuple[str, ...]) -> str | None:
    """The first name's, else the surname's."""
    for word, kind in ((first, "Name"), *((word, "Surn") for word in surnames)):
        last = (word or "").split("-")[-1]
        found = {parse.tag.gender for parse in parses(last, kind)} if last else set()
        told = [gender for gender in _GENDERS if gender in found]
        if len(told) == 1:
            return told[0]
    return None
