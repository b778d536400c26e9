"""When somebody said they mean, resolved to aware datetimes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A clock time; `relative_min` minutes from now where it was said as «через …»."""

    value: datetime
    relative_min: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Any time from `start` on, that day: «после шести»."""

    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Any time between: «с двух до четырёх», «вечером», «на следующей неделе»."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with no hour: «завтра», «двадцатого марта»."""

    value: date


SpokenTime = At | After | Window | Day


def is_within(narrow: SpokenTime, wide: SpokenTime) -> bool:
    """Whether all of the one may be meant by the other: «завтра в пять» by «завтра»."""
    if narrow == wide:
        return True
    match wide:
        case At():
            return False
        case Day(value=value):
            return _first_day(narrow) == value
        case After(start=start) | Window(start=start):
            is_begun = not isinstance(narrow, Day) and _start(narrow) >= start
            return is_begun and _first_day(narrow) == start.date()
        case _:
            assert_never(wide)


def _start(time: At | After | Window) -> datetime:
    return time.value if isinstance(time, At) else time.start


def _first_day(time: SpokenTime) -> date:
    return time.value if isinstance(time, Day) else _start(time).date()
