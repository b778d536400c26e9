"""Words that stand beside hours and minutes on a clock, and hours by themselves."""

from voicebot.understanding.spoken_time.clock import DAY_MIN, HOUR_MIN
from voicebot.understanding.spoken_time.numerals import (
    Case,
    read_cardinal,
    read_ordinal,
)
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_counted, word_set

MINUTE_WORDS = word_set("минут минуты минуту минута минуток минутки")
HOUR_WORDS = word_set("час часа часов часу часам часами часиков часика ч")

LAST_HOUR, LAST_MINUTE = DAY_MIN // HOUR_MIN, HOUR_MIN - 1
LAST_12H_HOUR = 12
_LAST_DAY = 31

_ONE_O_CLOCK = {
    "час": Case.NOMINATIVE,
    "часик": Case.NOMINATIVE,
    "часа": Case.GENITIVE,
    "часу": Case.GENITIVE | Case.DATIVE,
    "часом": Case.INSTRUMENTAL,
}


def read_hour(tokens: Tokens, at: int, case: Case) -> Found[int] | None:
    """An hour by itself: a number, or «час» for one."""
    if case & _ONE_O_CLOCK.get(word_at(tokens, at), Case(0)):
        return Found(value=1, end=at + 1)
    number = read_cardinal(tokens, at)
    if number is None or number.value.value > LAST_HOUR:
        return None
    if not number.value.case & case or word_at(tokens, at) == "две":
        return None
    if begins_ordinal(tokens, at):
        return None
    return Found(value=number.value.value, end=number.end)


def read_nth_hour(tokens: Tokens, at: int) -> Found[int] | None:
    """The «пятого» of «половина пятого»; recognizers may write «5»."""
    found = read_ordinal(tokens, at)
    if found is None and at < len(tokens) and tokens[at].is_written:
        found = read_cardinal(tokens, at)
        if found and is_counted(word_at(tokens, found.end)):
            return None
    if found is None or Case.GENITIVE not in found.value.case:
        return None
    if not 0 < found.value.value <= LAST_12H_HOUR:
        return None
    return Found(value=found.value.value, end=found.end)


def begins_ordinal(tokens: Tokens, at: int) -> bool:
    """«в пять двадцать пятого»: at five on the twenty-fifth; there is no forty-first."""
    ordinal = read_ordinal(tokens, at)
    return ordinal is not None and ordinal.value.value <= _LAST_DAY


def is_24h(hour: int) -> bool:
    """Whether an hour is said by the 24-hour clock."""
    return hour == 0 or hour > LAST_12H_HOUR
