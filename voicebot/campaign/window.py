"""When people may be called, by their own clock."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time

from typing_extensions import override

WEEK_DAYS = 7
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From `opens` to before `closes` of one day."""

    opens: time
    closes: time

    def hold(self, clock: time) -> bool:
        return self.opens <= clock < self.closes


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWindow:
    """Hours of each weekday, Monday first, and of holidays; None is a day without calls.

    A holiday's hours are kept besides its weekday's: the narrower of both.
    """

    days: tuple[Hours | None, ...]
    holidays: Hours | None
    _hash: int = field(init=False, compare=False, repr=False)
    """Reckoned once: openings are looked up by it at every call."""

    def __post_init__(self) -> None:
        if len(self.days) != WEEK_DAYS:
            raise ValueError(f"a week has {WEEK_DAYS} days, not {len(self.days)}")
        object.__setattr__(self, "_hash", hash((self.days, self.holidays)))

    @override
    def __hash__(self) -> int:
        return self._hash

    def hours(self, weekday: int, *, is_holiday: bool) -> Hours | None:
        """Of one day; `weekday` counts from Monday, which is 0."""
        hours = self.days[weekday]
        return _both(hours, self.holidays) if is_holiday else hours


def week_window(
    workdays: Hours | None, weekend: Hours | None, holidays: Hours | None
) -> CallWindow:
    """The same on all five workdays, and on both days of the weekend."""
    days = (workdays,) * SATURDAY + (weekend,) * (WEEK_DAYS - SATURDAY)
    return CallWindow(days=days, holidays=holidays)


def everyday_window(opens: time, closes: time) -> CallWindow:
    hours = Hours(opens=opens, closes=closes)
    return week_window(hours, hours, hours)


def narrowest(windows: Iterable[CallWindow]) -> CallWindow:
    """What all of `windows`, one at least, allow."""
    return _narrowest(tuple(windows))


@functools.cache
def _narrowest(windows: tuple[CallWindow, ...]) -> CallWindow:
    return functools.reduce(_narrower, windows)


def _narrower(one: CallWindow, other: CallWindow) -> CallWindow:
    pairs = zip(one.days, other.days, strict=True)
    return CallWindow(
        days=tuple(_both(mine, theirs) for mine, theirs in pairs),
        holidays=_both(one.holidays, other.holidays),
    )


def _both(one: Hours | None, other: Hours | None) -> Hours | None:
    """The hours within both; None where there are none."""
    if one is None or other is None:
        return None
    opens, closes = max(one.opens, other.opens), min(one.closes, other.closes)
    return Hours(opens=opens, closes=closes) if opens < closes else None
