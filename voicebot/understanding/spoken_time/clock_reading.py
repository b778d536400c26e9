"""A clock time as people say it, with «утра» or «вечера» after it."""

from dataclasses import replace

from voicebot.understanding.spoken_time.clock import (
    DAY_MIN,
    HALF_DAY_MIN,
    Certainty,
    Clock,
)
from voicebot.understanding.spoken_time.day_parts import read_hour_suffix
from voicebot.understanding.spoken_time.hour_and_minute import (
    read_hour_and_minute,
    read_written,
)
from voicebot.understanding.spoken_time.hour_words import (
    HOUR_WORDS,
    MINUTE_WORDS,
    begins_ordinal,
)
from voicebot.understanding.spoken_time.next_hour import read_by_next_hour
from voicebot.understanding.spoken_time.numerals import Case
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_counted, word_set

_NAMED = Phrasebook(
    {
        "полдень|полудня|полудню|полуднем": Clock(minute=HALF_DAY_MIN, is_exact=True),
        "полночь|полуночи|полночи": Clock(minute=DAY_MIN, is_exact=True),
    }
)
_NO_HOUR_BEFORE = word_set("пик икс")


def read_clock(tokens: Tokens, at: int, case: Case) -> Found[Clock] | None:
    """A time whose hour stands in the case; «утра», «вечера» after it included."""
    sure = _NAMED.read(tokens, at) or read_by_next_hour(tokens, at)
    if sure:
        return _with_suffix(tokens, sure)
    found = read_written(tokens, at) or read_hour_and_minute(tokens, at, case)
    if found is None:
        return None
    full = _with_suffix(tokens, found)
    return None if _counts_something(tokens, full) else full


def _with_suffix(tokens: Tokens, found: Found[Clock]) -> Found[Clock]:
    suffix = read_hour_suffix(tokens, found.end)
    if suffix is None:
        return found
    clock = found.value.within(suffix.value)
    is_hours = word_at(tokens, found.end - 1) in HOUR_WORDS
    if is_hours or word_at(tokens, found.end) != "дня":
        clock = replace(clock, certainty=Certainty.CERTAIN)
    return Found(value=clock, end=suffix.end)


def _counts_something(tokens: Tokens, found: Found[Clock]) -> bool:
    """«два счёта», «пятнадцать минут»: a number of things, not an hour."""
    following = tokens[found.end] if found.end < len(tokens) else None
    if following is None or following.is_after_pause:
        return False
    if following.word in _NO_HOUR_BEFORE:
        return True
    is_number_last = tokens[found.end - 1].word not in HOUR_WORDS
    if found.value.part or not is_number_last or begins_ordinal(tokens, found.end):
        return False
    return following.word in MINUTE_WORDS or is_counted(following.word)
