"""Cases and genders by the names that authors write, and nouns in them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pymorphy3

from voicebot.scenario.russian.spoken_moment import plural


@cache
def dictionary() -> Any:  # pymorphy3 ships no types
    return pymorphy3.MorphAnalyzer()


CASES = {
    "nominative": "nomn",
    "genitive": "gent",
    "dative": "datv",
    "accusative": "accs",
    "instrumental": "ablt",
    "prepositional": "loct",
}
"""By their names, with the dictionary's."""

RUSSIAN_CASES = {
    "именительный": "nominative",
    "родительный": "genitive",
    "дательный": "dative",
    "винительный": "accusative",
    "творительный": "instrumental",
    "предложный": "prepositional",
}

GENDERS = {"masculine": "m", "feminine": "f", "neuter": "n"}
"""By their names, with the letter that num2words takes."""

RUSSIAN_GENDERS = {
    "мужской": "masculine",
    "женский": "feminine",
    "средний": "neuter",
}

_GENDER_OF_TAG = {"masc": "masculine", "femn": "feminine", "neut": "neuter"}

NOMINATIVE, ACCUSATIVE, GENITIVE = "nominative", "accusative", "genitive"


def case_named(name: str) -> str | None:
    """The case that an author names, in English or Russian.

    >>> case_named("dative"), case_named("дательный"), case_named("рубль")
    ('dative', 'dative', None)
    """
    known = RUSSIAN_CASES.get(name, name)
    return known if known in CASES else None


def gender_named(name: str) -> str | None:
    known = RUSSIAN_GENDERS.get(name, name)
    return known if known in GENDERS else None


_COUNTED_OTHERWISE = {
    "год": ("лет", "лет"),
    "человек": ("человек", "человек"),
}
"""What stands after five in the nominative and in the genitive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A Russian noun, by its nominative."""

    word: str
    gender: str

    @classmethod
    def read(cls, word: str) -> "Noun | None":
        """None where the dictionary knows no such noun in the nominative singular."""
        parse = _parse(word)
        if parse is None:
            return None
        gender = _GENDER_OF_TAG.get(str(parse.tag.gender), "masculine")
        return cls(word=word, gender=gender)

    def inflected(self, case: str, *, is_plural: bool = False) -> str:
        number = "plur" if is_plural else "sing"
        inflected = _parse(self.word).inflect({CASES[case], number})
        return str(inflected.word) if inflected else self.word

    def counted(self, count: int, case: str = NOMINATIVE) -> str:
        """The form that stands after a number in that case.

        >>> day = Noun.read("день")
        >>> [day.counted(count) for count in (1, 2, 5)], day.counted(5, "dative")
        (['день', 'дня', 'дней'], 'дням')
        """
        few = self.inflected(GENITIVE)
        many = self._after_five(0) or self.inflected(GENITIVE, is_plural=True)
        is_direct = case in {NOMINATIVE, ACCUSATIVE}
        if count > 0 and plural(count, "1", "2", "5") == "1":
            return self.inflected(case)
        if is_direct or is_round(count):
            return plural(count, self.word, few, many)
        of_case = self._after_five(1) if case == GENITIVE else None
        return of_case or self.inflected(case, is_plural=True)

    def _after_five(self, index: int) -> str | None:
        forms = _COUNTED_OTHERWISE.get(self.word)
        return forms[index] if forms else None


_THOUSAND = 1000


def is_round(count: int) -> bool:
    """Whether «тысяча» or «миллион» comes last, which ask for the genitive plural."""
    return count >= _THOUSAND and count % _THOUSAND == 0


def _parse(word: str) -> Any:
    parses = dictionary().parse(word)
    nouns = (
        parse
        for parse in parses
        if {"NOUN", "nomn", "sing"} in parse.tag and parse.is_known
    )
    return next(nouns, None)
