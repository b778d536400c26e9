"""How much later or earlier than agreed: «на час позже», «минут на двадцать раньше»."""

from collections.abc import Iterator
from datetime import timedelta

from voicebot.understanding.spoken_time.durations import Scale
from voicebot.understanding.spoken_time.tokens import Tokens, word_at
from voicebot.understanding.spoken_time.waits import read_length_on
from voicebot.understanding.spoken_time.word_forms import word_set

_LATER = word_set("позже попозже позднее")
_EARLIER = word_set("раньше пораньше ранее")
_UNITS = {Scale.MINUTES: timedelta(minutes=1), Scale.DAYS: timedelta(days=1)}


def find_shift(tokens: Tokens) -> timedelta | None:
    """By how much what was agreed is to be moved; None if nothing says so."""
    return next(_shifts(tokens), None)


def _shifts(tokens: Tokens) -> Iterator[timedelta]:
    for at in range(len(tokens)):
        length = read_length_on(tokens, at)
        unit = _UNITS.get(length.value.scale) if length else None
        if length is None or unit is None or length.value.least != length.value.most:
            continue
        around = (word_at(tokens, length.end), word_at(tokens, at - 1))
        if _LATER.intersection(around):
            yield unit * length.value.least
        elif _EARLIER.intersection(around):
            yield -unit * length.value.least
