"""Retries, as a campaign's file writes them."""

from pydantic import Field

from voicebot.campaign.attempt import AttemptResult
from voicebot.campaign.lists import Lists
from voicebot.campaign.reading.spans import Span, Times
from voicebot.campaign.retries import DayEnd, RetryRule, RetrySeries, SeriesStart
from voicebot.scenario.block import Block


class WrittenSeries(Block):
    """Attempts one after another."""

    attempts: Times = Field(description="how many")
    every: Span = Field(
        default=3600.0,
        description="from one attempt to the next",
        json_schema_extra={"default": "1h"},
    )
    starts: SeriesStart = Field(
        default=SeriesStart.INTERVAL,
        description="after the series before it: after `every`, or as the next day opens",
    )
    within_day: bool = Field(
        default=False, description="all of them on one day of the contact's"
    )
    if_day_ends: DayEnd = Field(
        default=DayEnd.GO_ON,
        description="when the day is too short: the next series, or this one anew",
    )
    ring: Span | None = Field(default=None, description="how long these calls ring")
    message: str | None = Field(
        default=None, description="the message that is due when all were in vain"
    )

    @property
    def series(self) -> RetrySeries:
        return RetrySeries(
            attempts=self.attempts,
            every_s=self.every,
            starts=self.starts,
            is_within_day=self.within_day,
            day_end=self.if_day_ends,
            ring_s=self.ring,
            message=self.message,
        )


class WrittenRetries(Block):
    """What follows results that are counted together; the key names them."""

    on: tuple[AttemptResult, ...] = Field(
        default=(), description="the results; without it, the one that the key names"
    )
    series: tuple[WrittenSeries, ...] = Field(
        min_length=1, description="one after the other"
    )
    then: str = Field(
        default=Lists.NOT_REACHED.value,
        min_length=1,
        description="the list of those who were not reached",
    )
    in_a_row: bool = Field(
        default=False, description="another result in between starts the count anew"
    )
    most: Times | None = Field(
        default=None, description="attempts in all, however often it starts anew"
    )

    def rule(self, name: str) -> RetryRule:
        """Under the key `name`, which is a result where `on` has none."""
        results = self.on or (AttemptResult(name),)
        return RetryRule(
            name=name,
            results=frozenset(results),
            series=tuple(written.series for written in self.series),
            then=self.then,
            is_in_a_row=self.in_a_row,
            most=self.most,
        )
