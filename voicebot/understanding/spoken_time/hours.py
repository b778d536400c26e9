"""Which hours of a day: at, after, before, between, or a part of the day."""

from dataclasses import dataclass
from typing import assert_never

from voicebot.understanding.spoken_time.clock import Clock
from voicebot.understanding.spoken_time.day_parts import DayPart


@dataclass(frozen=True, slots=True, kw_only=True)
class AtClock:
    """«в три»."""

    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """«после шести», «с шести», «не раньше шести»."""

    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """«до семи», «не позже семи»."""

    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """«с двух до четырёх»."""

    start: Clock
    end: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SameTime:
    """«в это же время»."""


Hours = AtClock | Since | Until | Between | SameTime | DayPart


def joined_hours(old: Hours, new: Hours) -> Hours:
    """One meaning of both where they add up: «вечером» and «после семи»; else the new."""
    if isinstance(old, DayPart) and not isinstance(new, DayPart):
        return _of_part(new, old)
    if isinstance(new, DayPart) and not isinstance(old, DayPart):
        return _of_part(old, new)
    match old, new:
        case Since(clock=start), Until(clock=end):
            return Between(start=start, end=end)
        case Until(clock=end), Since(clock=start):
            return Between(start=start, end=end)
        case _:
            return new


Exact = AtClock | Since | Until | Between | SameTime


def _of_part(hours: Exact, part: DayPart) -> Hours:
    if part is DayPart.WHOLE_DAY:
        return hours
    match hours:
        case AtClock(clock=clock):
            return AtClock(clock=clock.within(part))
        case Since(clock=clock):
            return Since(clock=clock.within(part))
        case Until(clock=clock):
            start = Clock(minute=part.start_min, is_exact=True)
            ends = clock.minutes if clock.is_exact or clock.part else clock.both_halves
            is_within = max(ends) > part.start_min
            return Between(start=start, end=clock) if is_within else hours
        case Between(start=start, end=end):
            return Between(start=start.within(part), end=end)
        case SameTime():
            return hours
        case _:
            assert_never(hours)


def alternative_hours(old: Hours, new: Hours) -> Hours:
    """«в два или в три» is between; of other choices the first."""
    match old, new:
        case AtClock(clock=first), AtClock(clock=second):
            return Between(start=first, end=second)
        case _:
            return old
