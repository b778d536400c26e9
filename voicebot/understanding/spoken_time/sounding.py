"""The phrases of time that are looked for by their sound, and how they sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from voicebot.understanding.sounds import coarse_key, utterance_key
from voicebot.understanding.spoken_time.numerals import CARDINALS, ORDINAL_STEMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounding:
    """Words that belong together, with no gaps between their sounds.

    `key` keeps the sounds, `coarse` what noise leaves of them.
    """

    words: tuple[str, ...]
    key: str
    coarse: str


_ONES = ("час", "часик", "полчаса", "полчасика", "полтора часа", "пару часов")
_LONG = (
    "неделю",
    "недельку",
    "две недели",
    "месяц",
    "день",
    "пару дней",
    "два дня",
    "три дня",
    "несколько дней",
    "пять минут",
    "пару минут",
    "несколько минут",
    "час полтора",
    "полтора два часа",
    "минут десять",
    "минут двадцать",
    "минут тридцать",
    "часа два",
    "часа три",
)
_MINUTES = (
    "десять",
    "пятнадцать",
    "двадцать",
    "двадцать пять",
    "тридцать",
    "тридцать пять",
    "сорок",
    "сорок пять",
    "пятьдесят",
)
_HOURS = range(2, 13)
_LATE_HOURS = range(13, 21)
_PARTS = (
    "утром",
    "днем",
    "вечером",
    "вечерком",
    "утречком",
    "под вечер",
    "с утра",
    "после обеда",
    "до обеда",
    "в обед",
    "ближе к вечеру",
    "к вечеру",
    "ближе к обеду",
    "во второй половине дня",
    "в первой половине дня",
    "в конце дня",
    "после работы",
)
_DAYS = ("сегодня", "завтра", "послезавтра")
_WEEKDAYS = (
    "в понедельник",
    "во вторник",
    "в среду",
    "в четверг",
    "в пятницу",
    "в субботу",
    "в воскресенье",
)
_WEEKS = (
    "на следующей неделе",
    "на этой неделе",
    "в начале недели",
    "в конце недели",
    "в начале следующей недели",
    "в конце следующей недели",
    "на выходных",
    "в выходные",
    "после выходных",
    "в конце месяца",
    "в следующем месяце",
)
CALLS = (
    "перезвоните",
    "перезвонить",
    "перезвони",
    "позвоните",
    "наберите",
    "давайте",
    "перенесите",
)
"""What stands beside times; misheard, it would look like a part of them."""

_CASES = 4


def _form(number: int, case: int) -> str:
    return CARDINALS[number].split("|")[case].split(" ")[0]


def _waits() -> Iterator[str]:
    hours = (f"{_form(hour, 0)} часа" for hour in (2, 3, 4))
    more = (f"{_form(hour, 0)} часов" for hour in (5, 6))
    minutes = (f"{minute} минут" for minute in _MINUTES)
    for length in (*_ONES, *_LONG, *hours, *more, *minutes):
        yield f"через {length}"
    for minute in ("пять", *_MINUTES):
        yield f"минут через {minute}"
    for hour in ("два", "три", "четыре", "полтора"):
        yield f"часа через {hour}"
    yield from ("дайте час", "дайте часик", "дайте полчаса")
    yield from ("полчаса", "полчасика", "пару часов", "полтора часа")


def _clock_times() -> Iterator[str]:
    for hour in _HOURS:
        nominative, genitive, dative, instrumental = (
            _form(hour, case) for case in range(_CASES)
        )
        yield from (f"{prefix} {nominative}" for prefix in ("в", "часов в", "часика в"))
        yield from (f"{prefix} {genitive}" for prefix in ("после", "до", "около"))
        yield from (f"к {dative}", f"ближе к {dative}", f"не раньше {genitive}")
        yield from (f"в {nominative} {part}" for part in _parts_of(hour))
        yield f"в {nominative} {'часа' if hour < 5 else 'часов'}"  # noqa: PLR2004 - Russian grammar
        yield f"между {instrumental} и"
        yield from _until(hour, genitive)
    for hour in (2, 3, 4):
        yield f"часа в {_form(hour, 0)}"
    for hour in _LATE_HOURS:
        yield from (
            f"в {_form(hour, 0)} часов",
            f"в {_form(hour, 0)} тридцать",
            f"после {_form(hour, 1)}",
        )
    yield from ("в час", "в час дня", "после часа", "до часа", "к часу", "в полдень")


def _parts_of(hour: int) -> Iterator[str]:
    """What may be said after the hour of a time to call at."""
    if hour in range(7, 12):
        yield "утра"
    if hour in (12, 2, 3, 4, 5):
        yield "дня"
    if hour in range(4, 11):
        yield "вечера"


def _until(hour: int, genitive: str) -> Iterator[str]:
    for later in range(1, 5):
        end = (hour + later - 1) % 12 + 1
        if end > 1:
            yield f"с {genitive} до {_form(end, 1)}"


def _halves() -> Iterator[str]:
    ordinals = {number: f"{stem}ого" for number, stem in ORDINAL_STEMS.items()}
    ordinals[3] = "третьего"
    for hour in range(1, 13):
        yield f"в половине {ordinals[hour]}"
        yield f"в пол{ordinals[hour]}"
        yield f"без четверти {_form(hour, 0) if hour > 1 else 'час'}"
        yield f"без десяти {_form(hour, 0) if hour > 1 else 'час'}"
    for number, ordinal in ordinals.items():
        if number > 3:  # noqa: PLR2004 - shorter ones sound like too much
            yield f"{ordinal} числа"
            yield ordinal


def _phrases() -> Iterator[str]:
    yield from _waits()
    yield from _clock_times()
    yield from _halves()
    yield from _PARTS
    yield from _DAYS
    yield from _WEEKDAYS
    yield from _WEEKS
    yield from CALLS
    for day in (*_DAYS, *_WEEKDAYS):
        for part in _PARTS:
            yield f"{day} {part}"


def whole_times() -> Iterator[str]:
    """Further times that are looked for as all that was said: longer, so told apart."""
    clocks = (*_clocks_of_a_day(), *_PARTS)
    for day in (*_DAYS, *_WEEKDAYS):
        yield from (f"{day} {clock}" for clock in clocks)
    for hour in _HOURS:
        nominative, genitive = _form(hour, 0), _form(hour, 1)
        yield from (f"{hours} в {nominative}" for hours in ("часиков", "часов"))
        yield from (f"без {minutes} {nominative}" for minutes in _LACKING)
        yield from (f"в {nominative} {minutes}" for minutes in _TOLD_MINUTES)
        yield f"часов после {genitive}"
    for late in _LATE_HOURS:
        yield from (f"в {_form(late, 0)} {minutes}" for minutes in _TOLD_MINUTES)
    for minutes in _MINUTES:
        yield from (f"через час {minutes}", f"через час и {minutes} минут")
    for count, unit in _MANY:
        yield f"через {count} {unit}"


_LACKING = ("пяти", "десяти", "пятнадцати", "двадцати", "четверти")
_TOLD_MINUTES = ("ноль ноль", "пятнадцать", "двадцать", "тридцать", "сорок пять")
_MANY = tuple(
    (count, unit)
    for unit, counts in {
        "недели": ("две", "три", "четыре"),
        "недель": ("пару", "несколько", "пять", "шесть"),
        "дней": ("пять", "шесть", "семь", "десять"),
        "месяца": ("два", "три", "полтора"),
        "месяцев": ("пару", "шесть"),
    }.items()
    for count in counts
)


def _clocks_of_a_day() -> Iterator[str]:
    for hour in _HOURS:
        yield from (f"в {_form(hour, 0)}", f"после {_form(hour, 1)}")
        yield from (f"к {_form(hour, 2)}", f"до {_form(hour, 1)}")
        yield from (f"в {_form(hour, 0)} {part}" for part in _parts_of(hour))
        yield f"часов в {_form(hour, 0)}"
    yield from ("в час", "в час дня", "после часа", "в полдень")


def sounding(words: tuple[str, ...]) -> Sounding:
    key = utterance_key(words)
    return Sounding(words=words, key=key, coarse=coarse_key(key))


@lru_cache(maxsize=1)
def soundings() -> tuple[Sounding, ...]:
    """Every phrase once, the plainer first."""
    phrases = dict.fromkeys(_phrases())
    return tuple(sounding(tuple(phrase.split())) for phrase in phrases)
