"""An hour with or without its minutes: «пятнадцать тридцать», «в 15:30», «в три»."""

from voicebot.understanding.spoken_time.clock import (
    DAY_MIN,
    HOUR_MIN,
    Certainty,
    Clock,
)
from voicebot.understanding.spoken_time.hour_words import (
    HOUR_WORDS,
    LAST_12H_HOUR,
    LAST_HOUR,
    LAST_MINUTE,
    MINUTE_WORDS,
    begins_ordinal,
    is_24h,
    read_hour,
    read_nth_hour,
)
from voicebot.understanding.spoken_time.numerals import Case, Numeral, read_cardinal
from voicebot.understanding.spoken_time.tokens import Found, Token, Tokens, word_at

_LEAST_TWO_DIGITS = 10
_MINUTE_DIGITS = 2
_FIVE = 5


def read_written(tokens: Tokens, at: int) -> Found[Clock] | None:
    """«15:30», «15.30»."""
    hour, separator, minute = _split_written(word_at(tokens, at))
    if not separator or int(hour) > LAST_HOUR or int(minute) > LAST_MINUTE:
        return None
    is_certain = separator == ":"
    clock = Clock(
        minute=int(hour) * HOUR_MIN + int(minute),
        is_exact=is_24h(int(hour)) or hour.startswith("0"),
        certainty=Certainty.CERTAIN if is_certain else Certainty.HOUR_AND_MINUTE,
    )
    end = at + 1 + (word_at(tokens, at + 1) in HOUR_WORDS)
    return Found(value=clock, end=end) if clock.minute <= DAY_MIN else None


def _split_written(word: str) -> tuple[str, str, str]:
    for separator in ":.":
        hour, found, minute = word.partition(separator)
        if found and hour.isdecimal() and minute.isdecimal():
            is_whole = len(minute) == _MINUTE_DIGITS
            return (hour, found, minute) if is_whole else ("", "", "")
    return "", "", ""


def read_hour_and_minute(tokens: Tokens, at: int, case: Case) -> Found[Clock] | None:
    """«пятнадцать тридцать», «семь часов пять минут», «два», «час»."""
    hour = read_hour(tokens, at, case)
    if hour is None:
        return None
    end = hour.end + (word_at(tokens, hour.end) in HOUR_WORDS)
    minutes = _read_minutes(tokens, end, hour.value)
    is_one_digit = word_at(tokens, end) in ("пять", "ноль")
    is_told = minutes is not None and not (is_one_digit and minutes.end == end + 1)
    clock = Clock(
        minute=hour.value * HOUR_MIN + (minutes.value if minutes else 0),
        is_exact=is_24h(hour.value) or word_at(tokens, at).startswith("0"),
        certainty=Certainty.HOUR_AND_MINUTE if is_told else Certainty.NUMBER,
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
    if number is None or tokens[at].ending or number.value.value > LAST_MINUTE:
        return None
    if number.value.value == 0 and not tokens[at].is_written:
        number = _read_after_zero(tokens, number.end) or number
        return Found(value=number.value.value, end=number.end)
    if word_at(tokens, number.end) in MINUTE_WORDS:
        return _unless_past_hour(tokens, number)
    if _is_bare_five(tokens, at) and hour + 1 != _FIVE:
        return Found(value=_FIVE, end=number.end)
    is_apart = _is_next_hour(tokens[at], number.value.value, hour)
    if is_apart or begins_ordinal(tokens, at):
        return None
    return Found(value=number.value.value, end=number.end)


def _is_bare_five(tokens: Tokens, at: int) -> bool:
    """The «пять» of «в три пять»: people leave out «ноль» before no other digit."""
    is_hyphenated = at < len(tokens) and tokens[at].is_hyphenated
    return word_at(tokens, at) == "пять" and not is_hyphenated


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
    return number <= LAST_12H_HOUR or (number <= LAST_HOUR and number % 5 != 0)
