"""When somebody said they mean, resolved to aware datetimes."""

from dataclasses import dataclass
from datetime import date, datetime


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
