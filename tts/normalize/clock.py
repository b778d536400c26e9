"""Clock times in the case that the preposition before them asks for."""

import re

from tts.normalize.numeral import Case, cardinal, counted

_CASES: dict[str, Case] = {
    "с": "g",
    "до": "g",
    "от": "g",
    "после": "g",
    "около": "g",
    "позже": "g",
    "позднее": "g",
    "раньше": "g",
    "к": "d",
    "ко": "d",
    "между": "i",
    "перед": "i",
}
_HOUR = r"(?:[01]?\d|2[0-3])"
_MINUTE = r"[0-5]\d"
_WORDS = r"(?:\s*(?:часов|часа|час|ч\.|ч)(?!\w))?"
_RANGE = re.compile(
    rf"(?<![\d:.,])({_HOUR}[:.]{_MINUTE})\s*[-–—]\s*({_HOUR}[:.]{_MINUTE})(?![\d:])"
)
_TIME = re.compile(
    rf"(?:(?P<before>[а-яё]+)(?P<gap>\s+))?"
    rf"(?<![\d:.,])(?P<hour>{_HOUR}):(?P<minute>{_MINUTE})(?::\d\d)?{_WORDS}(?![\d:])",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    rf"\b(в|к|до|с|после|около)\s+({_HOUR})\.({_MINUTE})(?![\d.]|\s*(?:%|руб|₽|процент))",
    re.IGNORECASE,
)
_HOUR_FORMS: dict[Case, tuple[str, str]] = {
    "g": ("часа", "часов"),
    "d": ("часу", "часам"),
    "i": ("часом", "часами"),
}
_FIRST_TWO_FIGURES = 10


def say_clock_times(text: str) -> str:
    """Hours and minutes without their nouns; a full hour keeps its noun.

    >>> say_clock_times("в 14:40")
    'в четырнадцать сорок'
    >>> say_clock_times("до 21:00, 10:00-18:30")
    'до двадцати одного часа, с десяти часов до восемнадцати тридцати'
    >>> say_clock_times("9:05")
    'девять ноль пять'
    """
    text = _DOTTED.sub(r"\1 \2:\3", text)
    text = _RANGE.sub(_from_range, text)
    return _TIME.sub(_spoken, text)


def clock_time(hour: int, minute: int, case: Case = "n") -> str:
    hours = cardinal(hour, case)
    if minute == 0:
        return f"{hours} {_hour_noun(hour, case)}"
    minutes = cardinal(minute, case)
    return f"{hours} {'ноль ' if minute < _FIRST_TWO_FIGURES else ''}{minutes}"


def _hour_noun(hour: int, case: Case) -> str:
    if case not in _HOUR_FORMS:
        return counted(hour, "час", "часа", "часов")
    one, many = _HOUR_FORMS[case]
    return counted(hour, one, many, many)


def _spoken(time: re.Match[str]) -> str:
    before, gap = time["before"] or "", time["gap"] or ""
    case = _CASES.get(before.lower(), "n")
    return f"{before}{gap}{clock_time(int(time['hour']), int(time['minute']), case)}"


def _from_range(times: re.Match[str]) -> str:
    start, end = (time.replace(".", ":") for time in times.groups())
    follows = times.string[: times.start()].lower().endswith("с ")
    return f"{start} до {end}" if follows else f"с {start} до {end}"
