"""Spoken Russian times to moments of the calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voicebot.understanding.spoken_time.misheard import MOST_TOKENS, put_right
from voicebot.understanding.spoken_time.moment import At, Day, SpokenTime, is_within
from voicebot.understanding.spoken_time.readings import Reading, reading_of
from voicebot.understanding.spoken_time.tokens import read_tokens
from voicebot.understanding.spoken_time.whole_phrases import whole_time

MOST_ALTERNATIVES = 3
MOST_TOKENS_OF_ALTERNATIVE = 5
"""How many of the other readings are looked at, and how long ones are put right."""

MOST_WHOLE = 1
"""Other readings that are compared with whole phrases, some 10 ms each."""

_MOST_UNEXPLAINED = {False: 0.22, True: 0.28}
"""The share of sounds that may be wrong in what is still taken for a time; the larger
one where a time was asked for."""

_LEFT_BY_A_TIME = 1.5
"""Sounds left unexplained beside a time; where more are, they may belong to it."""

_ALTERNATIVE_COST = 0.3
"""Sounds by which each less likely reading must be better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardTime:
    """A time, and whether it was said; else it is but like what was heard."""

    value: SpokenTime
    is_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A reading of what was heard, and its cost; `is_said` where nothing was put right."""

    reading: Reading
    cost: float
    is_said: bool


def heard_time(
    text: str,
    now: datetime,
    *,
    alternatives: Sequence[str] = (),
    kept: datetime | None = None,
    is_awaited: bool = False,
) -> HeardTime | None:
    """The time that an utterance asks for, in the zone of `now`; None if it names none.

    The last word on a matter wins («нет, лучше завтра»), refused times do not count,
    and what is over already means its next occurrence. `now` must be aware; a naive
    one raises ValueError.

    What a recognizer garbled is taken for the phrase of time that sounds like it, where
    little else is said; `alternatives`, its other readings, are read likewise.
    `is_awaited` where a time was asked for: a worse likeness is believed then. `kept`
    is a moment that the talk has come to already: an hour alone is one of that day,
    and «на час позже» is counted from it.

    >>> from datetime import timezone, timedelta
    >>> moscow = timezone(timedelta(hours=3))
    >>> now = datetime(2026, 3, 11, 11, 20, tzinfo=moscow)
    >>> found = heard_time("минут через двадцать", now)
    >>> str(found.value.value), found.value.relative_min, found.is_said
    ('2026-03-11 11:40:00+03:00', 20, True)
    >>> heard_time("савтра утрам", now).is_said
    False
    """
    if now.tzinfo is None:
        raise ValueError("now has no time zone: give an aware datetime")
    plain = reading_of(read_tokens(text), now, kept)
    if _is_settled(plain):
        return _found(plain.meant, is_said=True)
    best = _best_way(plain, alternatives, now, kept)
    is_clear = best.cost <= _MOST_UNEXPLAINED[is_awaited] * best.reading.sounds
    time = best.reading.meant if is_clear or plain.time else None
    found = _found(time, is_said=best.is_said or time == plain.meant)
    if plain.is_plain or (is_clear and best.cost <= _LEFT_BY_A_TIME):
        return found
    whole = whole_time(
        (text, *alternatives[:MOST_WHOLE]),
        lambda phrase: reading_of(phrase, now, kept).time,
        is_awaited=is_awaited,
    )
    return _narrower(found, whole)


def find_time(
    text: str,
    now: datetime,
    *,
    alternatives: Sequence[str] = (),
    kept: datetime | None = None,
    is_awaited: bool = False,
) -> SpokenTime | None:
    """What `heard_time` finds, said or not."""
    found = heard_time(
        text, now, alternatives=alternatives, kept=kept, is_awaited=is_awaited
    )
    return found.value if found else None


def _found(time: SpokenTime | None, *, is_said: bool) -> HeardTime | None:
    return HeardTime(value=time, is_said=is_said) if time else None


def _is_settled(plain: Reading) -> bool:
    """Whether no likeness could tell more than the words themselves."""
    is_plainly_refused = plain.is_refused and plain.is_plain
    return is_plainly_refused or not plain.cost or len(plain.tokens) > MOST_TOKENS


def _best_way(
    plain: Reading, alternatives: Sequence[str], now: datetime, kept: datetime | None
) -> _Way:
    as_heard = _Way(reading=plain, cost=plain.cost, is_said=True)
    ways = [as_heard, *_other_ways(plain, alternatives, now, kept)]
    timed = [way for way in ways if _may_replace(plain, way.reading)]
    return min(timed, key=lambda way: way.cost, default=as_heard)


def _narrower(found: HeardTime | None, whole: SpokenTime | None) -> HeardTime | None:
    """All letters together may tell the hour of a day that was put right, not another."""
    if whole is None or found is None:
        return found or _found(whole, is_said=False)
    if whole == found.value or not isinstance(found.value, Day):
        return found
    is_narrower = is_within(whole, found.value)
    return HeardTime(value=whole, is_said=False) if is_narrower else found


def _may_replace(plain: Reading, other: Reading) -> bool:
    """A time in words that are none of the language is only worth what sounds like it.

    Of good words that name a time, no other may be made: only a narrower one, or that
    of a reading in which nothing else is said.
    """
    if other.time is None or plain.time is None:
        return other.time is not None
    if isinstance(plain.time, At) and not is_within(other.time, plain.time):
        return isinstance(other.time, At) and _same_clock(other.time, plain.time)
    is_free = not plain.is_plain or not other.cost
    return is_free or is_within(other.time, plain.time)


def _same_clock(one: At, another: At) -> bool:
    return one.value.timetz() == another.value.timetz()


def _other_ways(
    plain: Reading, alternatives: Sequence[str], now: datetime, kept: datetime | None
) -> Iterator[_Way]:
    """The utterance put right, its alternatives, and those put right."""
    yield from _righted(plain, now, kept)
    for rank, other in enumerate(alternatives[:MOST_ALTERNATIVES], 1):
        tokens = read_tokens(other)
        if len(tokens) > MOST_TOKENS:
            continue
        reading = reading_of(tokens, now, kept)
        later = _ALTERNATIVE_COST * rank
        yield _Way(reading=reading, cost=reading.cost + later, is_said=True)
        if len(tokens) <= MOST_TOKENS_OF_ALTERNATIVE:
            for way in _righted(reading, now, kept):
                yield replace(way, cost=way.cost + later)


def _righted(reading: Reading, now: datetime, kept: datetime | None) -> Iterator[_Way]:
    has_time = reading.time is not None
    righted = put_right(reading.tokens, reading.costs, has_time=has_time)
    if righted.tokens != reading.tokens:
        said = reading_of(righted.tokens, now, kept)
        yield _Way(reading=said, cost=righted.cost, is_said=False)
