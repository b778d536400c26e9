"""Hours of calls, as a campaign's file writes them."""

from typing import ClassVar

from pydantic import Field

from voicebot.campaign.reading.spans import DayHours
from voicebot.campaign.window import CallWindow, Hours
from voicebot.scenario.block import Block

_WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_WORKDAYS = 5


class WrittenWindow(Block):
    """Hours of the contact's own clock: `9:00-20:00`, or by days; a day without is closed.

    A single day counts before `workdays` and `weekend`, these before `everyday`.
    """

    shorthand: ClassVar[str | None] = "everyday"

    everyday: DayHours | None = Field(default=None, description="every day alike")
    workdays: DayHours | None = Field(default=None, description="Monday to Friday")
    weekend: DayHours | None = Field(default=None, description="Saturday and Sunday")
    holidays: DayHours | None = Field(
        default=None, description="Russian days off; narrows the weekday's hours"
    )
    monday: DayHours | None = None
    tuesday: DayHours | None = None
    wednesday: DayHours | None = None
    thursday: DayHours | None = None
    friday: DayHours | None = None
    saturday: DayHours | None = None
    sunday: DayHours | None = None

    @property
    def window(self) -> CallWindow:
        days = tuple(self._hours(at, name) for at, name in enumerate(_WEEKDAYS))
        return CallWindow(days=days, holidays=_first(self.holidays, self.everyday))

    def _hours(self, position: int, name: str) -> Hours | None:
        group = self.workdays if position < _WORKDAYS else self.weekend
        return _first(getattr(self, name), group, self.everyday)


def _first(*written: tuple[Hours, ...] | None) -> Hours | None:
    """The hours of the first that is written at all."""
    hours = next((each for each in written if each is not None), ())
    return hours[0] if hours else None
