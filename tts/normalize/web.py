"""E-mail and web addresses, said sign by sign and word by word."""

import re

_SCHEME = re.compile(r"\bhttps?://(?:www\.)?|\bwww\.", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|"
    r"(?<![\w.])(?:[a-zа-я0-9\-]+\.)+(?:ru|com|org|net|io|me|su|online|рф)\b(?:/[\w\-/]*)?",
    re.IGNORECASE,
)
_SIGNS = {"@": "собака", ".": "точка", "-": "дефис", "_": "подчёркивание", "/": "слэш"}
_SPLIT = re.compile(r"([@.\-_/+])")


def say_web_addresses(text: str) -> str:
    """Signs become words; the Latin between them is left for the Latin pass.

    >>> say_web_addresses("Пишите на info@bank.ru")
    'Пишите на info собака bank точка ru'
    >>> say_web_addresses("https://www.bank.ru/credit")
    'bank точка ru слэш credit'
    """
    return _ADDRESS.sub(_spoken, _SCHEME.sub("", text))


def _spoken(address: re.Match[str]) -> str:
    parts = (_SIGNS.get(part, part) for part in _SPLIT.split(address[0].rstrip("/")))
    return " ".join(part for part in parts if part)
