"""Words in capitals: read as words where people do so, else letter by letter."""

import re

from tts.normalize.morphology import is_known, readings

LETTERS = {
    "А": "а",
    "Б": "бэ",
    "В": "вэ",
    "Г": "гэ",
    "Д": "дэ",
    "Е": "е",
    "Ё": "ё",
    "Ж": "жэ",
    "З": "зэ",
    "И": "и",
    "Й": "и краткое",
    "К": "ка",
    "Л": "эль",
    "М": "эм",
    "Н": "эн",
    "О": "о",
    "П": "пэ",
    "Р": "эр",
    "С": "эс",
    "Т": "тэ",
    "У": "у",
    "Ф": "эф",
    "Х": "ха",
    "Ц": "цэ",
    "Ч": "че",
    "Ш": "ша",
    "Щ": "ща",
    "Ъ": "твёрдый знак",
    "Ы": "ы",
    "Ь": "мягкий знак",
    "Э": "э",
    "Ю": "ю",
    "Я": "я",
}
"""Russian letters by name, without the book rules' doubled vowels."""

SAID_OTHERWISE = {
    "США": "сэ ша а",
    "ФНС": "фэ эн эс",
    "ФСБ": "фэ эс бэ",
    "ФССП": "фэ эс эс пэ",
    "ФРГ": "фэ эр гэ",
    "МФО": "эм фэ о",
    "МФЦ": "эм фэ цэ",
    "ИП": "и пэ",
    "ИНН": "и эн эн",
    "ИИ": "и и",
    "ОСАГО": "осаго",
    "КАСКО": "каско",
    "СНИЛС": "снилс",
    "ЕГРН": "е гэ эр эн",
    "ГИБДД": "гэ и бэ дэ дэ",
    "БКИ": "бэ ка и",
    "ПАО": "пао",
    "ОАО": "о а о",
    "ЗАО": "зао",
    "ООО": "о о о",
    "АО": "а о",
    "НАО": "нао",
}
"""Where custom goes against the rule below."""

_CAPITALS = re.compile(r"(?<![А-ЯЁа-яё+])[А-ЯЁ]{2,}(?![А-ЯЁа-яё])")
_INITIALS = re.compile(r"\b([А-ЯЁ])\.\s?(?:([А-ЯЁ])\.\s?)?(?=[А-ЯЁ][а-яё])")
_INITIALS_AFTER = re.compile(
    r"(?<![А-ЯЁа-яё])([А-ЯЁ][а-яё]+)\s([А-ЯЁ])\.\s?([А-ЯЁ])\.(?!\s?[А-ЯЁ][а-яё])"
)
_VOWELS = set("АЕЁИОУЫЭЮЯ")
_CONSONANT_CLUSTER = re.compile(r"[БВГДЖЗКЛМНПРСТФХЦЧШЩ]{3}")
_SHORTEST_READ_AS_WORD = 4


def spell_acronyms(text: str) -> str:
    """Letters apart, so that each is stressed as people stress it.

    >>> spell_acronyms("СМС от КБ, скажите ДА")
    'эс эм эс от ка бэ, скажите да'
    >>> spell_acronyms("Иванова А. С. и ГОСТ")
    'Иванова, а эс, и гост'
    """
    text = _INITIALS_AFTER.sub(_surname_first, text)
    text = _INITIALS.sub(lambda names: f"{_named(names)} ", text)
    return _CAPITALS.sub(lambda word: _spoken(word[0]), text)


def spell(letters: str) -> str:
    """Letter by letter; what is no Russian letter stays.

    >>> spell("рф")
    'эр эф'
    """
    return " ".join(LETTERS.get(letter, letter) for letter in letters.upper())


def _surname_first(names: re.Match[str]) -> str:
    surname, *initials = names.groups()
    return f"{surname}, {' '.join(LETTERS[letter] for letter in initials)},"


def _named(initials: re.Match[str]) -> str:
    return " ".join(LETTERS[letter] for letter in initials.groups() if letter)


def _spoken(word: str) -> str:
    if word in SAID_OTHERWISE:
        return SAID_OTHERWISE[word]
    return word.lower() if _is_read_as_word(word) else spell(word)


def _is_read_as_word(word: str) -> bool:
    if not _VOWELS & set(word):
        return False
    if is_known(word) and not any("Abbr" in tag for tag in readings(word)):
        return True
    return len(word) >= _SHORTEST_READ_AS_WORD and not _CONSONANT_CLUSTER.search(word)
