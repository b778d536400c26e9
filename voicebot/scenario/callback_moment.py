"""Turns what somebody said about time into the moment to call them."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWindow:
    """When people may be called, by their own clock: from `opens` to before `closes`."""

    opens: time = CALLS_FROM
    closes: time = CALLS_UNTIL

    def clash(self, moment: datetime) -> "ClashReason | None":
        """Why nobody may be called at that moment; None if they may."""
        if moment.time() < self.opens:
            return ClashReason.EARLY
        return ClashReason.LATE if moment.time() >= self.closes else None

    def into(self, moment: datetime) -> datetime:
        """`moment`, or the next opening where people are not to be called."""
        match self.clash(moment):
            case None:
                return moment
            case ClashReason.EARLY:
                return self._opening(moment)
            case ClashReason.LATE:
                return self._opening(moment + timedelta(days=1))

    def _opening(self, moment: datetime) -> datetime:
        return datetime.combine(moment.date(), self.opens, moment.tzinfo)


class ClashReason(Enum):
    """On which side of the call window a moment lies."""

    EARLY = auto()
    LATE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A moment was asked for at which nobody may be called; another is offered."""

    asked: datetime
    offered: datetime
    reason: ClashReason


CALL_WINDOW = CallWindow()


def callback_moment(
    spoken: SpokenTime, now: datetime, window: CallWindow = CALL_WINDOW
) -> datetime:
    """The moment to call at for `spoken`, in the zone of `now`.

    A clock time is kept; «после шести» and «с двух до четырёх» begin with their first
    moment, or in an hour where that has passed (but in the middle of what is left of
    the window); a day alone means 10:00. What is past moves on by days, and what is
    outside the call window moves to its next opening.
    """
    found = agreed_moment(spoken, now, window)
    return found.offered if isinstance(found, Clash) else found


def agreed_moment(
    spoken: SpokenTime, now: datetime, window: CallWindow = CALL_WINDOW
) -> datetime | Clash:
    """Likewise, but what cannot be done is told: «в семь утра», «после девяти вечера».

    A stretch of time of which some part is within the call window is no clash.
    """
    asked = _into_future(_asked(spoken, now, window).astimezone(now.tzinfo), now)
    offered, reason = window.into(asked), window.clash(asked)
    if reason is None or (isinstance(spoken, Window) and offered < spoken.end):
        return offered
    return Clash(asked=asked, offered=offered, reason=reason)


def _asked(spoken: SpokenTime, now: datetime, window: CallWindow) -> datetime:
    match spoken:
        case At():
            return spoken.value
        case After():
            return (
                _with_hour(spoken.start, now)
                if spoken.start > now
                else _soon(now, window)
            )
        case Window():
            return _in_window(spoken, now, window)
        case Day():
            moment = _at(datetime.combine(spoken.value, DAY_DEFAULT), now)
            is_over = moment <= now and spoken.value == now.date()
            return _soon(now, window) if is_over else moment
        case _:
            assert_never(spoken)


def later(now: datetime, wait: timedelta) -> datetime:
    """`now` and `wait` of true time, whatever the clocks do meanwhile."""
    return (now.astimezone(UTC) + wait).astimezone(now.tzinfo)


def _at(naive: datetime, now: datetime) -> datetime:
    return naive.replace(tzinfo=now.tzinfo)


def _soon(now: datetime, window: CallWindow) -> datetime:
    """In an hour; in the last hour before closing, half-way to it."""
    closing = datetime.combine(now.date(), window.closes, now.tzinfo)
    soon = later(now, SOON)
    return soon if soon < closing or now >= closing else now + (closing - now) / 2


def _in_window(spoken: Window, now: datetime, window: CallWindow) -> datetime:
    if spoken.start > now or spoken.end <= now:
        return _with_hour(spoken.start, now)
    return min(_soon(now, window), now + (spoken.end - now) / 2)


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
