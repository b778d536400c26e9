"""Moments, dates and clock times in Russian words."""

from datetime import date, datetime, timedelta, tzinfo

from num2words import num2words

_MONTHS = (
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
_WEEKDAYS = (
    "в понедельник",
    "во вторник",
    "в среду",
    "в четверг",
    "в пятницу",
    "в субботу",
    "в воскресенье",
)
_NEAR_DAYS = {0: "сегодня", 1: "завтра", 2: "послезавтра"}
_WEEK = 7
_LONGEST_WAIT_H = 6
_ONE_DIGIT = 9
_HALVES = ((4, " ночи"), (12, " утра"), (13, " дня"), (24, ""))
"""Hours below the first number have the second's words after them."""


def read_moment(value: str, zone: tzinfo | None) -> datetime | None:
    """`value` as a moment in `zone`; None when it is no time."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def spoken_moment(moment: datetime, now: datetime) -> str:
    """The moment as somebody would name it at `now`; both in the contact's zone.

    A whole number of hours from now is named as well: «через два часа, в шестнадцать
    десять».

    >>> now = datetime.fromisoformat("2026-11-20T14:10+03:00")
    >>> spoken_moment(now.replace(minute=40), now)
    'сегодня в четырнадцать сорок'
    >>> spoken_moment(now.replace(day=21, hour=10, minute=0), now)
    'завтра в десять часов утра'
    >>> spoken_moment(now.replace(hour=16), now)
    'через два часа, в шестнадцать десять'
    >>> spoken_moment(now.replace(day=24, hour=18, minute=30), now)
    'во вторник в восемнадцать тридцать'
    """
    hours = _whole_hours(moment - now)
    if hours and moment.date() == now.date():
        return f"через {_wait(hours)}, {at_clock(moment)}"
    return f"{spoken_day(moment.date(), now.date())} {at_clock(moment)}"


def spoken_day(day: date, today: date) -> str:
    """«сегодня», «в среду» within a week, «двадцатого ноября» beyond."""
    distance = (day - today).days
    if distance in _NEAR_DAYS:
        return _NEAR_DAYS[distance]
    if 0 < distance < _WEEK:
        return _WEEKDAYS[day.weekday()]
    return spoken_date(day)


def spoken_date(day: date) -> str:
    """The date in the genitive, as it answers "when": «двадцатого ноября».

    >>> spoken_date(date(2026, 11, 20))
    'двадцатого ноября'
    """
    ordinal = num2words(day.day, lang="ru", to="ordinal", case="g", gender="n")
    return f"{ordinal} {_MONTHS[day.month - 1]}"


def at_clock(moment: datetime) -> str:
    """«в четырнадцать сорок», «в десять часов утра», «в девять ноль пять»."""
    return f"в {spoken_clock(moment)}"


def spoken_clock(moment: datetime) -> str:
    """The clock time; a full hour before noon says which half of the day it is.

    >>> spoken_clock(datetime(2026, 1, 1, 21, 0))
    'двадцать один час'
    """
    hour, minute = moment.hour, moment.minute
    if minute:
        filler = "ноль " if minute <= _ONE_DIGIT else ""
        return f"{_number(hour)} {filler}{_number(minute)}"
    return f"{_number(hour)} {_hours(hour)}{_half(hour)}"


def _number(value: int) -> str:
    return str(num2words(value, lang="ru"))


def _hours(count: int) -> str:
    return plural(count, "час", "часа", "часов")


def _half(hour: int) -> str:
    return next(words for end, words in _HALVES if hour < end)


def _whole_hours(wait: timedelta) -> int | None:
    hours, rest = divmod(wait, timedelta(hours=1))
    return hours if not rest and 0 < hours <= _LONGEST_WAIT_H else None


def _wait(hours: int) -> str:
    return "час" if hours == 1 else f"{_number(hours)} {_hours(hours)}"


_TEENS = range(11, 15)
_FEW = range(2, 5)


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form that stands after a number.

    >>> [plural(n, "рубль", "рубля", "рублей") for n in (1, 3, 12, 25, 41)]
    ['рубль', 'рубля', 'рублей', 'рублей', 'рубль']
    """
    if count % 100 in _TEENS:
        return many
    if count % 10 == 1:
        return one
    return few if count % 10 in _FEW else many
