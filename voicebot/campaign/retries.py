"""How often, and when, somebody is tried again who was not reached."""

from dataclasses import dataclass
from enum import StrEnum

from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.lists import Lists


class SeriesStart(StrEnum):
    """When a series begins after the one before it was spent."""

    INTERVAL = "interval"
    """After the series' own interval."""
    NEXT_DAY = "next_day"
    """As calls open on the contact's next day."""


class DayEnd(StrEnum):
    """What comes of a series within a day that the day was too short for."""

    GO_ON = "go_on"
    """What was not dialled is lost, and the next series begins."""
    START_OVER = "start_over"
    """The next day it begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrySeries:
    """`attempts` calls, `every_s` from one's beginning to the next one's.

    `is_within_day` keeps all of them on the contact's day of the first. `message` names
    what is sent when all have been made.
    """

    attempts: int
    every_s: float
    starts: SeriesStart = SeriesStart.INTERVAL
    is_within_day: bool = False
    day_end: DayEnd = DayEnd.GO_ON
    ring_s: float | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryRule:
    """What follows attempts with any of `results`, which are counted together.

    The first attempt of all is the first of its series. `then` is the list that the
    contact ends in. With `is_in_a_row`, any other result sets the series back to its
    beginning. `most` attempts are counted in all, whatever is begun anew.
    """

    name: str
    results: frozenset[AttemptResult]
    series: tuple[RetrySeries, ...]
    then: str
    is_in_a_row: bool = False
    most: int | None = None


UNWRITTEN = (
    RetryRule(
        name="failed",
        results=frozenset({AttemptResult.FAILED}),
        series=(RetrySeries(attempts=10, every_s=600.0),),
        then=Lists.LINE_FAULT,
    ),
    RetryRule(
        name="unwritten",
        results=frozenset(AttemptResult) - {AttemptResult.FAILED},
        series=(RetrySeries(attempts=1, every_s=0.0),),
        then=Lists.NOT_REACHED,
    ),
)
"""What is done after results of which a campaign says nothing: a line's own faults are
tried again, anything else is not."""
