"""Dates in the forms that the book rules would misread."""

import re

from tts.normalize.numeral import ordinal

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_NAMES = "|".join(MONTHS)
_SHORT_NAMES = re.compile(
    r"(?<=\d)\s+(янв|фев|февр|мар|апр|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)\b\.?(?=\s|$|,)",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"\b(\d{4})-(0\d|1[0-2])-([0-2]\d|3[01])"
    r"(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])"
)
_SLASHED = re.compile(r"\b([0-2]?\d|3[01])/(0?\d|1[0-2])/(\d{4}|\d\d)\b")
_DAY_AND_MONTH = re.compile(
    r"(?<=\b)(с|по|до|от|на|к|после|ко)(\s+)([0-2]?\d|3[01])\.(0[1-9]|1[0-2])"
    r"(?![\d.:]|\s*(?:%|руб|₽|процент))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?<!\d)(\d\d?)\s*[-–—]\s*(\d\d?)\s+({_NAMES}|числа)\b", re.IGNORECASE
)
_UNTIL = re.compile(
    rf"\b(по)\s+(\d\d?)(?:-?[ое]е)?\s+({_NAMES}|число)\b", re.IGNORECASE
)
_SINCE_UNTIL = re.compile(
    rf"\bс\s+(\d\d?)(?=\s+по\s+\d\d?\s+(?:{_NAMES}|числ[оа]))", re.IGNORECASE
)
_LAST_DAY = 31


def say_dates(text: str) -> str:
    """Rewrite to `20 ноября 2026 года`, whose day the book rules put in its case.

    >>> say_dates("2026-11-20T14:40+03:00")
    '20 ноября 2026 года в 14:40'
    >>> say_dates("с 01.12 по 15.12")
    'с 1 декабря по пятнадцатое декабря'
    >>> say_dates("5-7 ноября")
    'с пятого по седьмое ноября'
    """
    text = _SHORT_NAMES.sub(_full_name, text)
    text = _ISO.sub(_from_iso, text)
    text = _SLASHED.sub(r"\1.\2.\3", text)
    text = _DAY_AND_MONTH.sub(_from_day_and_month, text)
    text = _RANGE.sub(_from_range, text)
    text = _SINCE_UNTIL.sub(lambda day: f"с {ordinal(int(day[1]), 'g')}", text)
    return _UNTIL.sub(_accusative, text)


def _full_name(short: re.Match[str]) -> str:
    start = short[1].lower()[:3]
    return f" {next(month for month in MONTHS if month.startswith(start))}"


def _from_iso(date: re.Match[str]) -> str:
    year, month, day, time = date.groups()
    if not int(month) or not int(day):
        return date[0]
    spoken = f"{int(day)} {MONTHS[int(month) - 1]} {year} года"
    return f"{spoken} в {time}" if time else spoken


def _from_day_and_month(date: re.Match[str]) -> str:
    word, gap, day, month = date.groups()
    if not int(day):
        return date[0]
    return f"{word}{gap}{int(day)} {MONTHS[int(month) - 1]}"


def _from_range(days: re.Match[str]) -> str:
    first, last, month = days.groups()
    if not 0 < int(first) < int(last) <= _LAST_DAY:
        return days[0]
    word = "" if _follows_since(days) else "с "
    noun = "число" if month == "числа" else month
    return f"{word}{ordinal(int(first), 'g')} по {int(last)} {noun}"


def _follows_since(days: re.Match[str]) -> bool:
    return days.string[: days.start()].lower().endswith("с ")


def _accusative(day: re.Match[str]) -> str:
    number = int(day[2])
    if not 0 < number <= _LAST_DAY:
        return day[0]
    return f"{day[1]} {ordinal(number, 'a', 'n')} {day[3]}"
