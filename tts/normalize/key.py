"""Telephone keys: what a caller is asked to press is named, not counted."""

import re

from tts.normalize.numeral import cardinal

_ASKS = (
    r"(?:на)?жмите|нажать|нажимайте|наберите|введите|выберите|скажите|поставьте"
    r"|цифр[ауы]|клавиш[ауи]|кнопк[ауи]|оценк[ауи]"
)
_KEY = r"(?:\d{1,3}|\*|#)"
_LIST = rf"{_KEY}(?:(?:\s*,\s*|\s*,?\s+или\s+|\s+и\s+){_KEY})*"
_END = r"(?=\s*(?:[,.!?;)]|$|[—–-]\s|(?:чтобы|для|если|и|или|на|в|по)\b))(?![.,]\d)"
_ASKED = re.compile(
    rf"\b(?P<asks>{_ASKS})(?P<gap>[\s:—-]+)(?P<keys>{_LIST}){_END}", re.IGNORECASE
)
_ONE_KEY = re.compile(r"\d+|\*|#")
_SIGNS = {"*": "звёздочку", "#": "решётку"}


def say_keys(text: str) -> str:
    """Keys in the accusative, which for these numerals is the nominative.

    >>> say_keys("Нажмите 1, 2 или *, чтобы продолжить")
    'Нажмите один, два или звёздочку, чтобы продолжить'
    """
    return _ASKED.sub(_named, text)


def _named(asked: re.Match[str]) -> str:
    return asked["asks"] + asked["gap"] + _ONE_KEY.sub(_name, asked["keys"])


def _name(key: re.Match[str]) -> str:
    return _SIGNS.get(key[0]) or cardinal(int(key[0]))
