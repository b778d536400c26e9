"""A time on the clock as people say it: «полпятого», «без десяти три», «в 15:30»."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from voicebot.understanding.spoken_time.day_parts import DayPart, read_hour_suffix
from voicebot.understanding.spoken_time.numerals import (
    Case,
    Numeral,
    read_cardinal,
    read_ordinal,
)
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Token, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_counted, word_set

HALF_DAY_MIN, DAY_MIN, HOUR_MIN = 12 * 60, 24 * 60, 60

EARLIEST_MORNING_MIN = 8 * 60 + 30
"""An hour before half past eight, said without «утра», is meant for the evening."""

LATEST_EVENING_MIN = 21 * 60
"""An hour after nine, said without «вечера», is meant for the morning."""


class Certainty(Enum):
    """How sure the words alone, with no «в» before them, make it that a time is meant."""

    NUMBER = auto()
    HOUR_AND_MINUTE = auto()
    CERTAIN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Minutes since midnight as said; `is_exact` where the 24-hour clock was used.

    `part` is what tells four in the morning from four in the afternoon.
    """

    minute: int
    is_exact: bool = False
    certainty: Certainty = Certainty.CERTAIN
    part: DayPart | None = None

    def within(self, part: DayPart) -> "Clock":
        """The same hour of that part of the day, unless one was said already."""
        return self if self.is_exact or self.part else replace(self, part=part)

    @property
    def minutes(self) -> tuple[int, ...]:
        """The minutes since midnight it may mean, likelier and earlier first.

        >>> Clock(minute=2 * 60).minutes, Clock(minute=9 * 60).minutes
        ((840,), (540, 1260))
        """
        if self.is_exact:
            return (self.minute,)
        if self.part:
            return (self._of_part(self.part),)
        before_noon, after_noon = self.both_halves
        if before_noon < EARLIEST_MORNING_MIN:
            return (after_noon,)
        if after_noon > LATEST_EVENING_MIN:
            return (before_noon,)
        return before_noon, after_noon

    @property
    def both_halves(self) -> tuple[int, int]:
        """Before and after noon; both the same where the 24-hour clock was used."""
        if self.is_exact:
            return self.minute, self.minute
        early = self.minute % HALF_DAY_MIN
        return early, early + HALF_DAY_MIN

    def _of_part(self, part: DayPart) -> int:
        early, late = self.both_halves
        if part is DayPart.MORNING:
            return early if early >= HOUR_MIN else late
        if part is DayPart.NIGHT:
            return _at_night(early)
        return min(
            (early, late, early + DAY_MIN), key=lambda minute: _distance(minute, part)
        )


def _at_night(early: int) -> int:
    """Twelve to one is the end of the day named; one to six its beginning."""
    if early < HOUR_MIN:
        return early + DAY_MIN
    return early if early < HALF_DAY_MIN / 2 else early + HALF_DAY_MIN


def _distance(minute: int, part: DayPart) -> int:
    return max(part.start_min - minute, minute - part.end_min, 0)


_NAMED = Phrasebook(
    {
        "полдень|полудня|полудню|полуднем": Clock(minute=HALF_DAY_MIN, is_exact=True),
        "полночь|полуночи|полночи": Clock(minute=DAY_MIN, is_exact=True),
    }
)

_HALF = word_set("половина половине половину половины половиной пол")
_QUARTER = word_set("четверть четверти")
_MINUTES = word_set("минут минуты минуту минута минуток минутки")
_HOUR_WORDS = word_set("час часа часов часу часам часами часиков часика ч")
_ONE_O_CLOCK = {
    "час": Case.NOMINATIVE,
    "часик": Case.NOMINATIVE,
    "часа": Case.GENITIVE,
    "часу": Case.GENITIVE | Case.DATIVE,
    "часом": Case.INSTRUMENTAL,
}
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

_NO_HOUR_BEFORE = word_set("пик икс")

_LAST_HOUR, _LAST_MINUTE, _LAST_12H_HOUR = 24, 59, 12
_LEAST_TWO_DIGITS = 10
_LAST_DAY = 31
_MINUTE_DIGITS = 2


def read_clock(tokens: Tokens, at: int, case: Case) -> Found[Clock] | None:
    """A time whose hour stands in the case; «утра», «вечера» after it included."""
    for read in (_read_named, _read_half, _read_past_hour, _read_before_hour):
        found = read(tokens, at)
        if found:
            return _with_suffix(tokens, found)
    found = _read_written(tokens, at) or _read_hours(tokens, at, case)
    if found is None:
        return None
    full = _with_suffix(tokens, found)
    return None if _counts_something(tokens, full) else full


def _with_suffix(tokens: Tokens, found: Found[Clock]) -> Found[Clock]:
    suffix = read_hour_suffix(tokens, found.end)
    if suffix is None:
        return found
    clock = found.value.within(suffix.value)
    if (
        word_at(tokens, found.end) != "дня"
        or word_at(tokens, found.end - 1) in _HOUR_WORDS
    ):
        clock = replace(clock, certainty=Certainty.CERTAIN)
    return Found(value=clock, end=suffix.end)


def _counts_something(tokens: Tokens, found: Found[Clock]) -> bool:
    """«два счёта», «пятнадцать минут»: a number of things, not an hour."""
    following = tokens[found.end] if found.end < len(tokens) else None
    if following is None or following.is_after_pause:
        return False
    if following.word in _NO_HOUR_BEFORE:
        return True
    is_number_last = tokens[found.end - 1].word not in _HOUR_WORDS
    if found.value.part or not is_number_last or _begins_ordinal(tokens, found.end):
        return False
    return following.word in _MINUTES or is_counted(following.word)


def _read_named(tokens: Tokens, at: int) -> Found[Clock] | None:
    return _NAMED.read(tokens, at)


def _read_half(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«полпятого», «половина пятого», «пол 5»."""
    word = word_at(tokens, at)
    if word in _HALVED:
        return _before(_HALVED[word], 30, at + 1)
    if word not in _HALF:
        return None
    hour = read_nth_hour(tokens, at + 1)
    return _before(hour.value, 30, hour.end) if hour else None


def _read_past_hour(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«четверть шестого», «двадцать пять минут шестого»."""
    if word_at(tokens, at) in _QUARTER:
        hour = read_nth_hour(tokens, at + 1)
        return _before(hour.value, 45, hour.end) if hour else None
    minutes = read_cardinal(tokens, at)
    if minutes is None or word_at(tokens, minutes.end) not in _MINUTES:
        return None
    hour = read_nth_hour(tokens, minutes.end + 1)
    if hour is None or not 0 < minutes.value.value <= _LAST_MINUTE:
        return None
    return _before(hour.value, HOUR_MIN - minutes.value.value, hour.end)


def read_nth_hour(tokens: Tokens, at: int) -> Found[int] | None:
    """The «пятого» of «половина пятого»; recognizers may write «5»."""
    found = read_ordinal(tokens, at)
    if found is None and at < len(tokens) and tokens[at].is_written:
        found = read_cardinal(tokens, at)
        if found and is_counted(word_at(tokens, found.end)):
            return None
    if found is None or Case.GENITIVE not in found.value.case:
        return None
    if not 0 < found.value.value <= _LAST_12H_HOUR:
        return None
    return Found(value=found.value.value, end=found.end)


def _read_before_hour(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«без четверти пять», «без десяти минут три», «без пяти час»."""
    if word_at(tokens, at) != "без":
        return None
    if word_at(tokens, at + 1) in _QUARTER:
        minutes, end = 15, at + 2
    else:
        number = read_cardinal(tokens, at + 1)
        if number is None or Case.GENITIVE not in number.value.case:
            return None
        minutes, end = number.value.value, number.end
    end += word_at(tokens, end) in _MINUTES
    hour = _read_hour(tokens, end, Case.NOMINATIVE)
    if hour is None or not 0 < minutes <= _LAST_MINUTE:
        return None
    end = hour.end + (word_at(tokens, hour.end) in _HOUR_WORDS)
    return _before(hour.value, minutes, end)


def _before(hour: int, minutes: int, end: int) -> Found[Clock]:
    minute = (hour * HOUR_MIN - minutes) % DAY_MIN
    is_exact = hour > _LAST_12H_HOUR
    if not is_exact and minute < HOUR_MIN:
        minute += HALF_DAY_MIN
    return Found(value=Clock(minute=minute, is_exact=is_exact), end=end)


def _read_written(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«15:30», «15.30»."""
    hour, separator, minute = _split_written(word_at(tokens, at))
    if not separator or int(hour) > _LAST_HOUR or int(minute) > _LAST_MINUTE:
        return None
    is_certain = separator == ":"
    clock = Clock(
        minute=int(hour) * HOUR_MIN + int(minute),
        is_exact=_is_24h(int(hour)) or hour.startswith("0"),
        certainty=Certainty.CERTAIN if is_certain else Certainty.HOUR_AND_MINUTE,
    )
    end = at + 1 + (word_at(tokens, at + 1) in _HOUR_WORDS)
    return Found(value=clock, end=end) if clock.minute <= DAY_MIN else None


def _split_written(word: str) -> tuple[str, str, str]:
    for separator in ":.":
        hour, found, minute = word.partition(separator)
        if found and hour.isdecimal() and minute.isdecimal():
            is_whole = len(minute) == _MINUTE_DIGITS
            return (hour, found, minute) if is_whole else ("", "", "")
    return "", "", ""


def _is_24h(hour: int) -> bool:
    return hour == 0 or hour > _LAST_12H_HOUR


def _read_hours(tokens: Tokens, at: int, case: Case) -> Found[Clock] | None:
    """«пятнадцать тридцать», «семь часов пять минут», «два», «час»."""
    hour = _read_hour(tokens, at, case)
    if hour is None:
        return None
    has_word = word_at(tokens, hour.end) in _HOUR_WORDS
    end = hour.end + has_word
    minutes = _read_minutes(tokens, end, hour.value)
    clock = Clock(
        minute=hour.value * HOUR_MIN + (minutes.value if minutes else 0),
        is_exact=_is_24h(hour.value) or word_at(tokens, at).startswith("0"),
        certainty=Certainty.HOUR_AND_MINUTE if minutes else Certainty.NUMBER,
    )
    if clock.minute > DAY_MIN:
        return None
    return Found(value=clock, end=minutes.end if minutes else end)


def _read_minutes(tokens: Tokens, at: int, hour: int) -> Found[int] | None:
    """The minutes after an hour: «тридцать», «ноль пять», «пять минут», «с половиной»."""
    if (word_at(tokens, at), word_at(tokens, at + 1)) == ("с", "половиной"):
        return Found(value=30, end=at + 2)
    at += word_at(tokens, at) == "и"
    number = read_cardinal(tokens, at)
    if number is None or tokens[at].ending or number.value.value > _LAST_MINUTE:
        return None
    if number.value.value == 0 and not tokens[at].is_written:
        number = _read_after_zero(tokens, number.end) or number
        return Found(value=number.value.value, end=number.end)
    if word_at(tokens, number.end) in _MINUTES:
        return _unless_past_hour(tokens, number)
    is_apart = _is_next_hour(tokens[at], number.value.value, hour)
    if is_apart or _begins_ordinal(tokens, at):
        return None
    return Found(value=number.value.value, end=number.end)


def _read_after_zero(tokens: Tokens, at: int) -> Found[Numeral] | None:
    number = read_cardinal(tokens, at)
    is_digit = number is not None and number.value.value < _LEAST_TWO_DIGITS
    return number if is_digit else None


def _unless_past_hour(tokens: Tokens, number: Found[Numeral]) -> Found[int] | None:
    """«в два, двадцать минут шестого» begins another time."""
    if read_nth_hour(tokens, number.end + 1):
        return None
    return Found(value=number.value.value, end=number.end + 1)


def _is_next_hour(token: Token, number: int, hour: int) -> bool:
    """Whether a number after an hour is another hour: «в два-три», «10-12»."""
    if number < _LEAST_TWO_DIGITS and not token.word.startswith("0"):
        return True
    if number == hour + 1:
        return True
    if not token.is_hyphenated or token.word.startswith("0"):
        return False
    return number <= _LAST_12H_HOUR or (number <= _LAST_HOUR and number % 5 != 0)


def _begins_ordinal(tokens: Tokens, at: int) -> bool:
    """«в пять двадцать пятого»: at five on the twenty-fifth; there is no forty-first."""
    ordinal = read_ordinal(tokens, at)
    return ordinal is not None and ordinal.value.value <= _LAST_DAY


def _read_hour(tokens: Tokens, at: int, case: Case) -> Found[int] | None:
    """An hour by itself: a number, or «час» for one."""
    if case & _ONE_O_CLOCK.get(word_at(tokens, at), Case(0)):
        return Found(value=1, end=at + 1)
    number = read_cardinal(tokens, at)
    if number is None or number.value.value > _LAST_HOUR:
        return None
    if not number.value.case & case or word_at(tokens, at) == "две":
        return None
    if _begins_ordinal(tokens, at):
        return None
    return Found(value=number.value.value, end=number.end)
