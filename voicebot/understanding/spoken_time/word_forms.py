"""What a word can be, by the dictionary: known, counted, told of the past."""

import re
from functools import lru_cache

import pymorphy3

_CYRILLIC = re.compile("[а-я]+")

CACHED_WORDS = 20_000
"""Enough for a day's talk; a word is looked up once (50 microseconds)."""


def word_set(line: str) -> frozenset[str]:
    """The words of a line; lists of them read better so than quoted one by one."""
    return frozenset(line.split())


_NOT_COUNTED = word_set("дома часа часов меня тебя вас вам мне нам")
"""Forms that look counted and are not: «в пять дома буду»."""


@lru_cache(maxsize=1)
def _dictionary() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=CACHED_WORDS)
def is_known(word: str) -> bool:
    """Whether the dictionary holds it; words of other scripts are left alone."""
    return not _CYRILLIC.fullmatch(word) or bool(_dictionary().word_is_known(word))


@lru_cache(maxsize=CACHED_WORDS)
def _tags(word: str) -> tuple[frozenset[str], ...]:
    """Likeliest first; none for other scripts, some of which the dictionary rejects."""
    if not _CYRILLIC.fullmatch(word):
        return ()
    return tuple(frozenset(parse.tag.grammemes) for parse in _dictionary().parse(word))


def is_counted(word: str) -> bool:
    """Whether a number before it counts it: «два счёта», «пяти звонков», «пятом доме».

    A subject or a verb is not counted: «в десять муж придёт», «в два позвоните».
    """
    if not word or word in _NOT_COUNTED:
        return False
    tags = _tags(word)
    is_name_of_something = any(tag & {"NOUN", "ADJF"} for tag in tags[:1])
    return is_name_of_something and any(_is_counted_form(tag) for tag in tags)


def _is_counted_form(tag: frozenset[str]) -> bool:
    if "NPRO" in tag or "Apro" in tag or "Name" in tag:
        return False
    is_noun = "NOUN" in tag or ("ADJF" in tag and "plur" in tag)
    is_oblique = bool(tag & {"gent", "loct", "gen2", "loc2"})
    return is_noun and (
        is_oblique or {"plur", "datv"} <= tag or {"plur", "ablt"} <= tag
    )


@lru_cache(maxsize=CACHED_WORDS)
def is_noun(word: str) -> bool:
    return any("NOUN" in tag for tag in _tags(word)[:1])


@lru_cache(maxsize=CACHED_WORDS)
def is_of_speaker(word: str) -> bool:
    """Whether it says what the speaker or both will do: «вернусь», «созвонимся»."""
    return any("1per" in tag and "VERB" in tag for tag in _tags(word)[:1])


@lru_cache(maxsize=CACHED_WORDS)
def is_past_verb(word: str) -> bool:
    tags = _tags(word)[:1]
    return any("VERB" in tag and "past" in tag for tag in tags)


@lru_cache(maxsize=CACHED_WORDS)
def is_request(word: str) -> bool:
    """Whether it asks for something: an imperative or an infinitive."""
    return any("impr" in tag or "INFN" in tag for tag in _tags(word)[:2])
