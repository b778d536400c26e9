"""A time on the clock, and which half of the day it stands in."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from voicebot.understanding.spoken_time.day_parts import DayPart

HALF_DAY_MIN, DAY_MIN, HOUR_MIN = 12 * 60, 24 * 60, 60

EARLIEST_MORNING_MIN = 8 * 60 + 30
"""An hour before half past eight, said without «утра», is meant for the evening."""

LATEST_EVENING_MIN = 21 * 60
"""An hour after nine, said without «вечера», is meant for the morning."""


class Certainty(Enum):
    """How sure the words alone, with no «в» before them, make it that a time is meant."""

    NUMBER = auto()
    HOUR_AND_MINUTE = auto()
    CERTAIN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Minutes since midnight as said; `is_exact` where the 24-hour clock was used.

    `part` is what tells four in the morning from four in the afternoon.
    """

    minute: int
    is_exact: bool = False
    certainty: Certainty = Certainty.CERTAIN
    part: DayPart | None = None

    def within(self, part: DayPart) -> "Clock":
        """The same hour of that part of the day, unless one was said already."""
        return self if self.is_exact or self.part else replace(self, part=part)

    @property
    def minutes(self) -> tuple[int, ...]:
        """The minutes since midnight it may mean, likelier and earlier first.

        >>> Clock(minute=2 * 60).minutes, Clock(minute=9 * 60).minutes
        ((840,), (540, 1260))
        """
        if self.is_exact:
            return (self.minute,)
        if self.part:
            return (self._of_part(self.part),)
        before_noon, after_noon = self.both_halves
        if before_noon < EARLIEST_MORNING_MIN:
            return (after_noon,)
        if after_noon > LATEST_EVENING_MIN:
            return (before_noon,)
        return before_noon, after_noon

    @property
    def both_halves(self) -> tuple[int, int]:
        """Before and after noon; both the same where the 24-hour clock was used."""
        if self.is_exact:
            return self.minute, self.minute
        early = self.minute % HALF_DAY_MIN
        return early, early + HALF_DAY_MIN

    def _of_part(self, part: DayPart) -> int:
        early, late = self.both_halves
        if part is DayPart.MORNING:
            return early if early >= HOUR_MIN else late
        if part is DayPart.NIGHT:
            return _at_night(early)
        return min(
            (early, late, early + DAY_MIN), key=lambda minute: _distance(minute, part)
        )


def _at_night(early: int) -> int:
    """Twelve to one is the end of the day named; one to six its beginning."""
    if early < HOUR_MIN:
        return early + DAY_MIN
    return early if early < HALF_DAY_MIN / 2 else early + HALF_DAY_MIN


def _distance(minute: int, part: DayPart) -> int:
    return max(part.start_min - minute, minute - part.end_min, 0)
