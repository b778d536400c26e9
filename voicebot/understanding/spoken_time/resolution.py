"""From what was said to moments of the calendar, always ahead of now.

Every function gives None for what is over already; the caller then tries the next
day that may be meant.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from voicebot.understanding.spoken_time.clock import DAY_MIN, HALF_DAY_MIN, Clock
from voicebot.understanding.spoken_time.day_parts import DayPart
from voicebot.understanding.spoken_time.day_phrases import ONE_DAY
from voicebot.understanding.spoken_time.days import Span
from voicebot.understanding.spoken_time.frame import Frame
from voicebot.understanding.spoken_time.hours import (
    AtClock,
    Between,
    Hours,
    SameTime,
    Since,
    Until,
)
from voicebot.understanding.spoken_time.moment import (
    After,
    At,
    Day,
    SpokenTime,
    Window,
)
from voicebot.understanding.spoken_time.waits import Wait, WaitKind

LAST_MINUTE = DAY_MIN - 1
"""23:59, the end of a window of days."""

DAY_STARTS_MIN = 9 * 60
"""Where «завтра до шести» begins."""

LEAST_LEFT = timedelta(minutes=30)
"""Less than this left of «днём» or «с двух до четырёх», and the next day's is meant."""

_LATEST_END_MIN = 22 * 60
_EARLIEST_START_MIN = 8 * 60


def resolved(frame: Frame, now: datetime) -> SpokenTime | None:
    """The nearest moment ahead that the frame allows; None if there is none."""
    if frame.wait:
        return _after_wait(frame.wait, now)
    for span in _spans(frame, now.date()):
        is_named = frame.days is not None
        if frame.hours is None or (is_named and frame.hours is DayPart.WHOLE_DAY):
            found = _whole_days(span, now)
        else:
            found = _hours_of(frame.hours, span, now, is_named=is_named)
        if found:
            return found
    return None


def _spans(frame: Frame, today: date) -> Iterator[Span]:
    if frame.days:
        yield from frame.days.spans(today)
    elif frame.hours:
        for day in (today, today + ONE_DAY):
            yield Span(first=day, last=day, is_day=True)


def _after_wait(wait: Wait, now: datetime) -> SpokenTime:
    least, most = wait.duration.least, wait.duration.most
    match wait.kind:
        case WaitKind.AT_LEAST:
            return After(start=_later(now, least))
        case WaitKind.AT_MOST:
            return Window(start=now, end=_later(now, most))
        case WaitKind.FOR if least == most:
            return At(value=_later(now, least), relative_min=least)
        case WaitKind.FOR:
            return Window(start=_later(now, least), end=_later(now, most))
        case _:
            assert_never(wait.kind)


def _later(now: datetime, minutes: int) -> datetime:
    """Minutes that pass, also where clocks are changed meanwhile."""
    return (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)


def _moment(day: date, minute: int, now: datetime) -> datetime:
    """That minute of the day on the wall clock of now's zone; 1440 is the next day."""
    return datetime.combine(day, time.min, now.tzinfo) + timedelta(minutes=minute)


def _whole_days(span: Span, now: datetime) -> SpokenTime | None:
    if span.is_day:
        return Day(value=span.first) if span.first >= now.date() else None
    start = max(_moment(span.first, 0, now), now)
    if span.last is None:
        return After(start=start)
    end = _moment(span.last, LAST_MINUTE, now)
    return Window(start=start, end=end) if end > now else None


def _hours_of(
    hours: Hours, span: Span, now: datetime, *, is_named: bool
) -> SpokenTime | None:
    """The hours on the first of the days that is not over by then."""
    first = max(span.first, now.date())
    last = span.last or first + ONE_DAY
    days = (first + ONE_DAY * later for later in range((last - first).days + 1))
    for day in days:
        is_chosen = is_named and span.is_day
        found = _on_day(hours, day, now, is_chosen=is_chosen)
        if found:
            return found
    return None


def _on_day(
    hours: Hours, day: date, now: datetime, *, is_chosen: bool
) -> SpokenTime | None:
    """The hours of one day; `is_chosen` where that very day was named."""
    match hours:
        case AtClock(clock=clock):
            value = _next(clock, day, now, is_chosen=is_chosen)
            return At(value=value) if value else None
        case Since(clock=clock):
            value = _next(clock, day, now, is_chosen=is_chosen)
            if value is None and is_chosen and day == now.date():
                value = now
            return After(start=value) if value else None
        case Until(clock=clock):
            return _until(clock, day, now)
        case Between(start=start, end=end):
            return _window(_between(start, end), day, now, is_chosen=is_chosen)
        case SameTime():
            value = datetime.combine(day, now.timetz())
            return At(value=value) if is_chosen and value > now else None
        case DayPart():
            return _of_day_part(hours, day, now, is_chosen=is_chosen)
        case _:
            assert_never(hours)


def _of_day_part(
    part: DayPart, day: date, now: datetime, *, is_chosen: bool
) -> Window | None:
    """«утром» said in the morning is tomorrow's, unless «сегодня» was said too."""
    has_begun = _moment(day, part.start_min, now) <= now
    if part is DayPart.MORNING and has_begun and not is_chosen:
        return None
    return _window((part.start_min, part.end_min), day, now, is_chosen=is_chosen)


def _next(
    clock: Clock, day: date, now: datetime, *, is_chosen: bool
) -> datetime | None:
    """The first reading ahead; «сегодня в десять» may be ten in the evening."""
    minutes = clock.minutes
    if is_chosen and day == now.date() and clock.part is None:
        minutes += clock.both_halves
    moments = (_moment(day, minute, now) for minute in minutes)
    return next((moment for moment in moments if moment > now), None)


def _until(clock: Clock, day: date, now: datetime) -> Window | None:
    """Until midnight is until the end of the day."""
    start = max(_moment(day, DAY_STARTS_MIN, now), now)
    if day == now.date():
        start = now
    ends = [_moment(day, minute or DAY_MIN, now) for minute in clock.minutes]
    end = next((end for end in ends if end > start), None)
    if end:
        return Window(start=start, end=end)
    early = _moment(day, 0, now)
    return Window(start=early, end=ends[0]) if early > now else None


def _window(
    minutes: tuple[int, int], day: date, now: datetime, *, is_chosen: bool
) -> Window | None:
    start, end = (_moment(day, minute, now) for minute in minutes)
    least_left = timedelta() if is_chosen or start > now else LEAST_LEFT
    return Window(start=start, end=end) if end - now > least_left else None


def _between(start: Clock, end: Clock) -> tuple[int, int]:
    """The likeliest halves of the day: «с девяти до шести» is nine to eighteen."""
    pairs = [
        (first, last if last > first else _next_day(last, first))
        for first in _readings(start)
        for last in _readings(end)
    ]
    return min(pairs, key=lambda pair: _unlikeliness(pair, start, end))


def _next_day(last: int, first: int) -> int:
    """The first such minute of a later day that comes after `first`."""
    return last + DAY_MIN * ((first - last) // DAY_MIN + 1)


def _readings(clock: Clock) -> tuple[int, ...]:
    return clock.minutes if clock.is_exact or clock.part else clock.both_halves


def _unlikeliness(
    pair: tuple[int, int], start: Clock, end: Clock
) -> tuple[bool, int, int]:
    """Hours of sleep are least likely; then the usual reading; then a long stretch.

    «с девяти до десяти вечера» is one hour: the end's part of the day tells.
    """
    first, last = pair
    is_at_night = first < _EARLIEST_START_MIN or last > _LATEST_END_MIN
    usual = start.minutes.index(first) if first in start.minutes else HALF_DAY_MIN
    return is_at_night, 0 if end.part else usual, last - first
