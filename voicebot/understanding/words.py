"""From what a recognizer writes to words that can be compared."""

import re
import unicodedata
from functools import lru_cache

import pymorphy3

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_STRETCH = re.compile(r"([^\W\d])\1{2,}")
_HYPHEN = re.compile(r"[-‐‑]")
_CYRILLIC = re.compile(r"[а-я]+")

_HYPHENATED_WHOLE = {
    "не-а": "неа",
    "не-е": "не",
    "у-гу": "угу",
    "а-га": "ага",
    "ага-ага": "ага",
    "о-кей": "окей",
}

CACHED_WORDS = 20_000
"""Enough for every word of the phrase lists and of a day's talk."""


def spoken_words(text: str) -> tuple[str, ...]:
    """Lower-case words with «е» for «ё», hyphens split, stretched letters shortened.

    >>> spoken_words("Не-а… Дааа, ещё раз-раз!")
    ('неа', 'да', 'еще', 'раз', 'раз')
    """
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    found: list[str] = []
    for match in _WORD.finditer(_STRETCH.sub(r"\1", folded)):
        found.extend(_parts(match.group()))
    return tuple(found)


def _parts(word: str) -> list[str]:
    whole = _HYPHENATED_WHOLE.get(word)
    return [whole] if whole else _HYPHEN.split(word)


@lru_cache(maxsize=1)
def _dictionary() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=CACHED_WORDS)
def lemmas(word: str) -> tuple[str, ...]:
    """Every dictionary form the word may come from, likeliest first; else itself.

    >>> lemmas("звоните")
    ('звонить',)
    """
    if not _CYRILLIC.fullmatch(word):
        return (word,)
    forms = (parse.normal_form for parse in _dictionary().parse(word))
    return tuple(dict.fromkeys(form.replace("ё", "е") for form in forms))


@lru_cache(maxsize=CACHED_WORDS)
def is_russian_word(word: str) -> bool:
    """Whether the dictionary holds the word as it is written."""
    return bool(_CYRILLIC.fullmatch(word)) and bool(_dictionary().word_is_known(word))


SHORTEST_NAME = 3
"""Letters; the dictionary takes «че» for a name, too."""

_NAME_PARTS = {"Name": "name", "Patr": "patronymic", "Surn": "surname"}


@lru_cache(maxsize=CACHED_WORDS)
def name_parts(word: str) -> tuple[str, ...]:
    """Of a word that is likelier a person's name than anything else: which part of it.

    >>> name_parts("сергей"), name_parts("ильинична"), name_parts("номер")
    (('name',), ('patronymic',), ())
    """
    if len(word) < SHORTEST_NAME or not is_russian_word(word):
        return ()
    tag = _dictionary().parse(word)[0].tag
    return tuple(part for mark, part in _NAME_PARTS.items() if mark in tag)
