"""Turns what somebody said about time into the moment to call them."""

from datetime import UTC, datetime, time, timedelta
from typing import assert_never

from voicebot.understanding.spoken_time.moment import (
    After,
    At,
    Day,
    SpokenTime,
    Window,
)

CALLS_FROM = time(9)
CALLS_UNTIL = time(20)
"""People are called from 9:00 until before 20:00 of their own time: the narrower of
the windows of 230-FZ, article 7 (weekdays 8-22, other days 9-20)."""

DAY_DEFAULT = time(10)
"""«завтра» without an hour."""

SOON = timedelta(hours=1)
"""Within a window that has already begun."""


def callback_moment(spoken: SpokenTime, now: datetime) -> datetime:
    """The moment that `spoken` asks for, in the zone of `now`.

    A clock time is kept; «после шести» and «с двух до четырёх» begin with their first
    moment, or in an hour where that has passed (but in the middle of what is left of
    the window); a day alone means 10:00. What is past moves on by days, and what is
    outside 9-20 moves to the next 9:00.
    """
    match spoken:
        case At():
            moment = spoken.value
        case After():
            moment = _first_or_soon(spoken.start, now)
        case Window():
            moment = _in_window(spoken, now)
        case Day():
            moment = _at(datetime.combine(spoken.value, DAY_DEFAULT), now)
            if moment <= now and spoken.value == now.date():
                moment = later(now, SOON)
        case _:
            assert_never(spoken)
    return into_call_window(_into_future(moment.astimezone(now.tzinfo), now))


def into_call_window(moment: datetime) -> datetime:
    """`moment`, or the next 9:00 where people are not to be called."""
    if moment.time() < CALLS_FROM:
        return _opening(moment)
    if moment.time() >= CALLS_UNTIL:
        return _opening(moment + timedelta(days=1))
    return moment


def later(now: datetime, wait: timedelta) -> datetime:
    """`now` and `wait` of true time, whatever the clocks do meanwhile."""
    return (now.astimezone(UTC) + wait).astimezone(now.tzinfo)


def _at(naive: datetime, now: datetime) -> datetime:
    return naive.replace(tzinfo=now.tzinfo)


def _opening(moment: datetime) -> datetime:
    return moment.replace(hour=CALLS_FROM.hour, minute=0, second=0, microsecond=0)


def _first_or_soon(start: datetime, now: datetime) -> datetime:
    if start > now:
        return _with_hour(start, now)
    return later(now, SOON)


def _in_window(window: Window, now: datetime) -> datetime:
    if window.start > now or window.end <= now:
        return _with_hour(window.start, now)
    return min(later(now, SOON), now + (window.end - now) / 2)


def _with_hour(start: datetime, now: datetime) -> datetime:
    """A window that starts at midnight is a whole day: it has no hour yet."""
    local = start.astimezone(now.tzinfo)
    if local.time() == time(0):
        return _at(datetime.combine(local.date(), DAY_DEFAULT), now)
    return local


def _into_future(moment: datetime, now: datetime) -> datetime:
    if moment > now:
        return moment
    days = (now.date() - moment.date()).days
    moved = moment + timedelta(days=max(days, 0))
    return moved if moved > now else moved + timedelta(days=1)
