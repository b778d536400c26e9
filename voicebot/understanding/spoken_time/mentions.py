"""Every naming of a time in an utterance, where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from voicebot.understanding.spoken_time.clock import Certainty, Clock
from voicebot.understanding.spoken_time.dates import MonthsAhead
from voicebot.understanding.spoken_time.day_parts import read_bare_part
from voicebot.understanding.spoken_time.day_phrases import (
    DayPhrase,
    DayRange,
    read_day_phrase,
)
from voicebot.understanding.spoken_time.days import (
    DAYS_OF_A_WEEK,
    Bound,
    DayReference,
    RelativeDay,
)
from voicebot.understanding.spoken_time.durations import Scale
from voicebot.understanding.spoken_time.hour_words import HOUR_WORDS
from voicebot.understanding.spoken_time.hours import AtClock, Between, Hours
from voicebot.understanding.spoken_time.ranges import read_bare_hours, read_hours
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.waits import (
    Wait,
    WaitKind,
    read_wait,
    read_whole_wait,
)
from voicebot.understanding.spoken_time.word_forms import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class RightNow:
    """«сейчас»: no time to call back at, but what a refusal may be about."""


Named = DayPhrase | Hours | Wait | RightNow


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What was named by the tokens from `start` to before `end`."""

    value: Named
    start: int
    end: int


_NOW = word_set("сейчас теперь")
_WRAPPING = word_set(
    "давайте давай дайте да хорошо ладно можно лучше перезвоните позвоните наберите "
    "звоните нет ой а и меня мне вы в на алло здравствуйте спасибо угу ага еще"
)
"""Words around a time that is all there is to an answer."""


def find_mentions(tokens: Tokens) -> list[Mention]:
    """In the order said; none overlaps another."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention = _read_mention(tokens, at, found[-1] if found else None)
        if mention:
            found.append(mention)
        at = mention.end if mention else at + 1
    return found or list(_whole_answer(tokens))


def _read_mention(tokens: Tokens, at: int, last: Mention | None) -> Mention | None:
    if word_at(tokens, at) in _NOW:
        return Mention(value=RightNow(), start=at, end=at + 1)
    readings = [
        _read_wait(tokens, at),
        read_day_phrase(tokens, at),
        read_hours(tokens, at),
    ]
    found = [reading for reading in readings if reading]
    if found:
        longest = max(found, key=lambda reading: reading.end)
        return Mention(value=longest.value, start=at, end=longest.end)
    if last and last.end == at and _may_bare_hours_follow(last, tokens):
        bare = read_bare_part(tokens, at) or read_bare_hours(tokens, at)
        return Mention(value=bare.value, start=at, end=bare.end) if bare else None
    return _read_before_day(tokens, at)


def _read_before_day(tokens: Tokens, at: int) -> Mention | None:
    """The «четырнадцать ноль-ноль» of «четырнадцать ноль-ноль завтра»."""
    hours = read_bare_hours(tokens, at)
    if hours is None or _is_mere_number(tokens, hours):
        return None
    day = read_day_phrase(tokens, hours.end)
    return Mention(value=hours.value, start=at, end=hours.end) if day else None


def _read_wait(tokens: Tokens, at: int) -> Found[Wait | DayPhrase] | None:
    found = read_wait(tokens, at)
    return Found(value=_in_days(found.value), end=found.end) if found else None


_BOUND_OF_WAIT = {
    WaitKind.FOR: Bound.ON,
    WaitKind.AT_LEAST: Bound.SINCE,
    WaitKind.AT_MOST: Bound.THROUGH,
}


def _in_days(wait: Wait) -> Wait | DayPhrase:
    """«через неделю» names a day, and may be joined by an hour."""
    least, most = wait.duration.least, wait.duration.most
    if wait.duration.scale is Scale.MINUTES:
        return wait
    first = _ahead(least, wait.duration.scale)
    last = _ahead(most, wait.duration.scale)
    reference = first if least == most else DayRange(first=first, last=last)
    return DayPhrase(reference=reference, bound=_BOUND_OF_WAIT[wait.kind])


def _ahead(count: int, scale: Scale) -> DayReference:
    if scale is Scale.MONTHS:
        return MonthsAhead(months=count)
    return RelativeDay(offset=count, is_week=count % DAYS_OF_A_WEEK == 0)


def _may_bare_hours_follow(last: Mention, tokens: Tokens) -> bool:
    """«завтра десять»: recognizers lose a short «в»."""
    return not isinstance(last.value, Wait | AtClock | RightNow)


def _whole_answer(tokens: Tokens) -> Iterator[Mention]:
    """«пятнадцать тридцать», «минут двадцать»: times when nothing else is said."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].word in _WRAPPING:
        start += 1
    while end > start and tokens[end - 1].word in _WRAPPING:
        end -= 1
    wait = read_whole_wait(tokens, start)
    if wait and wait.end == end:
        yield Mention(value=wait.value, start=start, end=end)
        return
    hours = read_bare_hours(tokens, start)
    if hours and hours.end == end and not _is_mere_number(tokens, hours):
        yield Mention(value=hours.value, start=start, end=end)


def _is_mere_number(tokens: Tokens, hours: Found[Hours]) -> bool:
    """Whether it may count anything; «девятнадцать часов» counts hours of the day."""
    clocks = _clocks(hours.value)
    if any(clock.certainty is not Certainty.NUMBER for clock in clocks):
        return False
    is_of_the_day = word_at(tokens, hours.end - 1) in HOUR_WORDS
    is_guess = len(clocks) > 1 and tokens[hours.end - 1].is_hyphenated
    return not is_guess and not (is_of_the_day and clocks[-1].is_exact)


def _clocks(hours: Hours) -> tuple[Clock, ...]:
    match hours:
        case AtClock(clock=clock):
            return (clock,)
        case Between(start=start, end=end):
            return start, end
        case _:
            return ()
