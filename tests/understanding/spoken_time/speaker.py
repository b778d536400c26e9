"""Puts times into Russian words, independently of the grammar under test."""

from datetime import date

from num2words import num2words

MONTHS = [
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
]

HOURS_GENITIVE = [
    "первого",
    "второго",
    "третьего",
    "четвёртого",
    "пятого",
    "шестого",
    "седьмого",
    "восьмого",
    "девятого",
    "десятого",
    "одиннадцатого",
    "двенадцатого",
]


def number(value: int, case: str = "nominative") -> str:
    return str(num2words(value, lang="ru", case=case))


def spoken_clock(hour: int, minute: int, case: str = "nominative") -> str:
    """«пятнадцать ноль пять», «пятнадцать тридцать», «пятнадцать часов»."""
    if minute == 0:
        return f"{number(hour, case)} {'часов' if hour != 21 else 'часа'}"
    if minute < 10:
        return f"{number(hour, case)} ноль {number(minute)}"
    return f"{number(hour, case)} {number(minute)}"


def spoken_colloquially(hour: int, minute: int) -> str:
    """«в половине пятого», «без десяти пять», «десять минут пятого»."""
    coming = HOURS_GENITIVE[hour % 12]
    if minute == 30:
        return f"в половине {coming}"
    if minute < 30:
        return f"{number(minute, 'nominative')} минут {coming}"
    left = 60 - minute
    return f"без {number(left, 'genitive')} {number(hour % 12 + 1)}"


def spoken_wait(minutes: int) -> str:
    """«два часа двадцать минут»; plural endings are left as recognizers garble them."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{number(hours)} часов"] if hours else []
    if rest:
        parts.append(f"{number(rest)} минут")
    return " ".join(parts)


def spoken_date(day: date) -> str:
    ordinal = num2words(day.day, lang="ru", to="ordinal", case="genitive")
    return f"{ordinal} {MONTHS[day.month - 1]}"
