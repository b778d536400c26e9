"""Latin words in the Cyrillic that Russians say for them."""

import re

from ru_normalizr import NormalizeOptions, Normalizer

NAMES = {
    "sms": "эс эм эс",
    "wi-fi": "вай фай",
    "wifi": "вай фай",
    "email": "имэйл",
    "e-mail": "имэйл",
    "mail": "мэйл",
    "gmail": "джи мэйл",
    "whatsapp": "вотсап",
    "viber": "вайбер",
    "telegram": "телеграм",
    "max": "макс",
    "vk": "вэ ка",
    "youtube": "ютуб",
    "google": "гугл",
    "yandex": "яндекс",
    "avito": "авито",
    "ozon": "озон",
    "visa": "виза",
    "mastercard": "мастеркард",
    "pay": "пэй",
    "apple": "эпл",
    "online": "онлайн",
    "offline": "офлайн",
    "vip": "вип",
    "pin": "пин",
    "sim": "сим",
    "ok": "окей",
    "bank": "банк",
    "info": "инфо",
    "credit": "кредит",
    "example": "экзампл",
    "ru": "ру",
    "com": "ком",
    "org": "орг",
    "net": "нэт",
    "su": "су",
    "me": "ми",
}
"""Names of everyday use, which letter rules would say in a foreign way."""

LETTERS = {
    "a": "эй",
    "b": "би",
    "c": "си",
    "d": "ди",
    "e": "и",
    "f": "эф",
    "g": "джи",
    "h": "эйч",
    "i": "ай",
    "j": "джей",
    "k": "кей",
    "l": "эл",
    "m": "эм",
    "n": "эн",
    "o": "оу",
    "p": "пи",
    "q": "кью",
    "r": "ар",
    "s": "эс",
    "t": "ти",
    "u": "ю",
    "v": "ви",
    "w": "дабл ю",
    "x": "икс",
    "y": "уай",
    "z": "зет",
}

_BY_SOUND = Normalizer(
    NormalizeOptions.safe(
        enable_latinization=True,
        enable_year_normalization=False,
        enable_roman_normalization=False,
        enable_dates_time_normalization=False,
        enable_numeral_normalization=False,
        enable_abbreviation_expansion=False,
    )
)
_KNOWN = re.compile(
    rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, sorted(NAMES, key=len, reverse=True)))})"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_LONGEST_SPELLED = 4


def say_latin(text: str) -> str:
    """Known names, capitals by letter, everything else by its English sound.

    >>> say_latin("WhatsApp, SMS, IBM и iPhone")
    'вотсап, эс эм эс, ай би эм и айфоун'
    """
    text = _KNOWN.sub(lambda name: NAMES[name[0].lower()], text)
    text = _WORD.sub(_spelled, text)
    if _WORD.search(text):
        text = _BY_SOUND.normalize(text)
    return _WORD.sub(lambda word: _by_letter(word[0]), text)


def _spelled(word: re.Match[str]) -> str:
    is_short = len(word[0]) <= _LONGEST_SPELLED and word[0].isupper()
    return _by_letter(word[0]) if is_short or len(word[0]) == 1 else word[0]


def _by_letter(word: str) -> str:
    return " ".join(LETTERS[letter] for letter in word.lower())
