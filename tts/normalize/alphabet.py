"""One spelling of each character before the passes, only speakable ones after."""

import re
import unicodedata

from tts.normalize.numeral import digits

VOWELS = "аеёиоуыэюя"

_ACUTE = "\N{COMBINING ACUTE ACCENT}"
_STRESS_MARK = re.compile(rf"\+([{VOWELS}])", re.IGNORECASE)
_LOOKALIKES = str.maketrans(
    "ABCEHKMOPTXaceopxyk", "АВСЕНКМОРТХасеорхук"
)  # Latin to Cyrillic
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[а-яёА-ЯЁ])[A-Za-zа-яёА-ЯЁ]+\b")
_NEIGHBOURS = str.maketrans("іїєґўІЇЄҐЎ", "ииегуИИЕГУ")  # Ukrainian, Belarusian
_SPACES = re.compile(r"\s+")
_SIGNS = {
    "&": " и ",
    "%": " процентов ",
    "№": " номер ",
    "@": " собака ",
    "#": " решётка ",
    "*": " звёздочка ",
    "=": " равно ",
    "<": " меньше ",
    ">": " больше ",
    "°": " градусов ",
    "€": " евро ",
    "$": " долларов ",
    "₽": " рублей ",
    "£": " фунтов ",
    "(": ", ",
    ")": ", ",
    "[": ", ",
    "]": ", ",
    "–": " - ",
    "—": " - ",
    "−": " - ",
}
_PLUS = re.compile(rf"\+(?![{VOWELS}])", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_UNSPEAKABLE = re.compile(r"[^а-яёА-ЯЁ+\-.,!?:; ]")
_LONE_DASH = re.compile(r"(?<![а-яё])-+|-+(?![+а-яё])", re.IGNORECASE)
_ELLIPSIS = re.compile(r"…\s*(?=[а-яё+])|\.{2,}\s*(?=[а-яё+])")
_UNSPACED = re.compile(r"(?<=[.,!?:;])(?=[а-яё+])", re.IGNORECASE)
_PAUSES = re.compile(r"(?:[,;:\-]\s*)+(?=[.!?,;:\-])")
_REPEATED = re.compile(r"([.!?])(?:\s*[.,;:])+")
_SPACE_BEFORE = re.compile(r"\s+(?=[.,!?:;])")
_START = re.compile(r"^[\s.,!?:;\-]+")
_COMMA_RUN = re.compile(r"[,;:](?:\s*[,;:])+")


def unify(text: str) -> str:
    """Composed characters, plain spaces and digits, no Latin look-alikes in words.

    A stress mark becomes an acute accent after its vowel.

    >>> unify("Cбер\u00a0з+амок")
    'Сбер за́мок'
    """
    text = _STRESS_MARK.sub(rf"\1{_ACUTE}", text)
    composed = unicodedata.normalize("NFC", text)
    text = "".join(map(_ascii_digit, filter(_has_name, composed)))
    text = _MIXED.sub(lambda word: word[0].translate(_LOOKALIKES), text)
    return _SPACES.sub(" ", text).strip()


def _has_name(character: str) -> bool:
    """Letters that Unicode leaves nameless (Tangut) trip the dictionary's lookup."""
    return not character.isalpha() or bool(unicodedata.name(character, ""))


def _ascii_digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    if value is None:
        return character
    return str(value) if character.isdecimal() else f" {value} "


def keep_speakable(text: str) -> str:
    """Cyrillic letters, `+` before a stressed vowel, and . , ! ? : ; - only.

    >>> keep_speakable('Скажите «да» — или (5).')
    'Скажите да, или, пять.'
    """
    text = _SPACES.sub(" ", text).replace(_ACUTE, "")
    text = _ELLIPSIS.sub(", ", text).replace("…", ". ")
    text = "".join(_SIGNS.get(character, character) for character in text)
    text = _PLUS.sub(" плюс ", text)
    text = _DIGITS.sub(lambda found: f" {digits(_ascii(found[0]))} ", text)
    text = _UNSPEAKABLE.sub(" ", text.translate(_NEIGHBOURS))
    return _tidy(text)


def _ascii(written: str) -> str:
    return "".join(str(unicodedata.digit(character)) for character in written)


def _tidy(text: str) -> str:
    text = _LONE_DASH.sub(", ", text)
    text = _SPACE_BEFORE.sub("", _SPACES.sub(" ", text))
    text = _COMMA_RUN.sub(",", text)
    text = _REPEATED.sub(r"\1", _PAUSES.sub("", text))
    text = _UNSPACED.sub(" ", _START.sub("", text))
    return _SPACES.sub(" ", text).strip()
