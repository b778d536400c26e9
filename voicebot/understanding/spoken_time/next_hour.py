"""A clock time told by the hour that comes next: «полпятого», «без десяти три»."""

from voicebot.understanding.spoken_time.clock import (
    DAY_MIN,
    HALF_DAY_MIN,
    HOUR_MIN,
    Clock,
)
from voicebot.understanding.spoken_time.hour_words import (
    HOUR_WORDS,
    LAST_12H_HOUR,
    LAST_MINUTE,
    MINUTE_WORDS,
    read_hour,
    read_nth_hour,
)
from voicebot.understanding.spoken_time.numerals import Case, read_cardinal
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import word_set

_HALF = word_set("половина половине половину половины половиной пол")
_HALF_MIN, _QUARTER_MIN = 30, 15
_QUARTERS = Phrasebook(
    {"четверть|четверти": _QUARTER_MIN, "три|трех четверти|четвертей": 3 * _QUARTER_MIN}
)
_HALVED = {
    f"пол{ordinal}": hour
    for hour, ordinal in enumerate(
        [
            "первого",
            "второго",
            "третьего",
            "четвертого",
            "пятого",
            "шестого",
            "седьмого",
            "восьмого",
            "девятого",
            "десятого",
            "одиннадцатого",
            "двенадцатого",
        ],
        start=1,
    )
}


def read_by_next_hour(tokens: Tokens, at: int) -> Found[Clock] | None:
    """Sure to be a time, with nothing around it."""
    for read in (_read_half, _read_quarters, _read_minutes_past, _read_minutes_before):
        found = read(tokens, at)
        if found:
            return found
    return None


def _read_half(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«полпятого», «половина пятого», «пол 5»."""
    word = word_at(tokens, at)
    if word in _HALVED:
        return _before(_HALVED[word], _HALF_MIN, at + 1)
    if word not in _HALF:
        return None
    hour = read_nth_hour(tokens, at + 1)
    return _before(hour.value, _HALF_MIN, hour.end) if hour else None


def _read_quarters(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«четверть шестого», «три четверти шестого»."""
    minutes = _QUARTERS.read(tokens, at)
    return _past(tokens, minutes) if minutes else None


def _read_minutes_past(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«двадцать пять минут шестого», «минут двадцать шестого»."""
    is_unit_first = word_at(tokens, at) in MINUTE_WORDS
    number = read_cardinal(tokens, at + is_unit_first)
    if number is None or not 0 < number.value.value <= LAST_MINUTE:
        return None
    if not is_unit_first and word_at(tokens, number.end) not in MINUTE_WORDS:
        return None
    end = number.end + (not is_unit_first)
    return _past(tokens, Found(value=number.value.value, end=end))


def _past(tokens: Tokens, minutes: Found[int]) -> Found[Clock] | None:
    hour = read_nth_hour(tokens, minutes.end)
    return _before(hour.value, HOUR_MIN - minutes.value, hour.end) if hour else None


def _read_minutes_before(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«без четверти пять», «без десяти минут три», «без пяти час»."""
    minutes = _read_lacking(tokens, at + 1) if word_at(tokens, at) == "без" else None
    hour = read_hour(tokens, minutes.end, Case.NOMINATIVE) if minutes else None
    if minutes is None or hour is None or not 0 < minutes.value <= LAST_MINUTE:
        return None
    end = hour.end + (word_at(tokens, hour.end) in HOUR_WORDS)
    return _before(hour.value, minutes.value, end)


def _read_lacking(tokens: Tokens, at: int) -> Found[int] | None:
    """The «четверти», «десяти минут» after «без»."""
    quarters = _QUARTERS.read(tokens, at)
    if quarters:
        return quarters
    number = read_cardinal(tokens, at)
    if number is None or Case.GENITIVE not in number.value.case:
        return None
    end = number.end + (word_at(tokens, number.end) in MINUTE_WORDS)
    return Found(value=number.value.value, end=end)


def _before(hour: int, minutes: int, end: int) -> Found[Clock]:
    minute = (hour * HOUR_MIN - minutes) % DAY_MIN
    is_exact = hour > LAST_12H_HOUR
    if not is_exact and minute < HOUR_MIN:
        minute += HALF_DAY_MIN
    return Found(value=Clock(minute=minute, is_exact=is_exact), end=end)
