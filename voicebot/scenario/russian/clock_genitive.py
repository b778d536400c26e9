"""A clock time in the genitive: «раньше девяти утра», «после половины восьмого»."""

from datetime import time

from voicebot.understanding.spoken_time.numerals import CARDINALS

_NOON, _EVENING = 12, 17
_GENITIVE = 1


def clock_genitive(clock: time) -> str:
    """What stands after «раньше» and «после».

    >>> clock_genitive(time(9)), clock_genitive(time(20)), clock_genitive(time(18, 30))
    ('девяти утра', 'восьми вечера', 'шести тридцати вечера')
    >>> clock_genitive(time(13)), clock_genitive(time(12, 5))
    ('часа дня', 'двенадцати ноля пяти дня')
    """
    hour = (clock.hour - 1) % _NOON + 1
    words = ["часа" if hour == 1 and not clock.minute else _genitive(hour)]
    if clock.minute:
        words.append(_minutes(clock.minute))
    return " ".join([*words, _part(clock.hour)])


def _minutes(minute: int) -> str:
    tens, units = divmod(minute, 10)
    if minute in CARDINALS:
        return _genitive(minute) if tens else f"{_genitive(0)} {_genitive(minute)}"
    return f"{_genitive(tens * 10)} {_genitive(units)}"


def _genitive(number: int) -> str:
    return CARDINALS[number].split("|")[_GENITIVE].split()[0]


def _part(hour: int) -> str:
    if hour < _NOON:
        return "утра"
    return "дня" if hour < _EVENING else "вечера"
