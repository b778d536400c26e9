"""Finds when calls are open, in all of a number's possible time zones at once."""

import functools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from voicebot.campaign.day_off import RUSSIAN_DAYS_OFF, DaysOff
from voicebot.campaign.window import CallWindow, Hours
from voicebot.campaign.zone import instant, zone_named

_SEARCHED_DAYS = 40
"""No stretch of days off is as long; where nothing opens till then, nothing ever does."""

_OPENINGS_KEPT = 4096

Span = tuple[datetime, datetime]
"""From a moment to before another, both in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A window as it holds for somebody who may be in any of `zones`.

    When it is open on a date is reckoned once and kept: it never changes.
    """

    window: CallWindow
    zones: tuple[str, ...]
    days_off: DaysOff = RUSSIAN_DAYS_OFF
    _kept: dict[int, tuple[Span, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """By the ordinal of a date in UTC: when that date is open in every zone."""

    def is_open(self, moment: datetime) -> bool:
        return self.earliest(moment) == moment

    def closed_zone(self, moment: datetime) -> str | None:
        """The first of the zones in which nobody is called at `moment`."""
        closed = (zone for zone in self.zones if not self._is_open_in(zone, moment))
        return next(closed, None)

    def earliest(self, moment: datetime) -> datetime | None:
        """The first moment from `moment` on that is open in every zone; None: never."""
        moment = moment.astimezone(UTC)
        today = moment.toordinal()
        for day in range(today, today + _SEARCHED_DAYS + 1):
            for opens, closes in self.open_on(day):
                if moment < closes:
                    return max(moment, opens)
        return None

    def open_on(self, day: int) -> tuple[Span, ...]:
        """Of one date in UTC, by its ordinal."""
        spans = self._kept.get(day)
        if spans is None:
            spans = self._kept[day] = self._reckoned(date.fromordinal(day))
        return spans

    def _reckoned(self, day: date) -> tuple[Span, ...]:
        if len(self.zones) == 1:
            return self._spans_in(self.zones[0], day)
        alone = (opening_of(self.window, (zone,), self.days_off) for zone in self.zones)
        return functools.reduce(
            _common, (opening.open_on(day.toordinal()) for opening in alone)
        )

    def _spans_in(self, zone: str, day: date) -> tuple[Span, ...]:
        """A zone's own hours as far as they fall on a date in UTC."""
        begins = datetime.combine(day, time(0), UTC)
        whole = (begins, begins + timedelta(days=1))
        near = (day + timedelta(days=days) for days in (-1, 0, 1))
        spans = tuple(
            (instant(there, hours.opens, zone), instant(there, hours.closes, zone))
            for there in near
            if (hours := self._hours(there)) is not None
        )
        return _common((whole,), spans)

    def _is_open_in(self, zone: str, moment: datetime) -> bool:
        local = moment.astimezone(zone_named(zone))
        hours = self._hours(local.date())
        return hours is not None and hours.hold(local.time())

    def _hours(self, day: date) -> Hours | None:
        is_holiday = self.days_off.hold(day)
        return self.window.hours(day.weekday(), is_holiday=is_holiday)


@functools.lru_cache(maxsize=_OPENINGS_KEPT)
def opening_of(
    window: CallWindow, zones: tuple[str, ...], days_off: DaysOff
) -> Opening:
    """The same one for the same window and zones, with what it has reckoned so far."""
    return Opening(window=window, zones=zones, days_off=days_off)


def _common(some: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """The moments that lie in both."""
    if some == others:
        return some
    pairs = (
        (max(opens, other_opens), min(closes, other_closes))
        for opens, closes in some
        for other_opens, other_closes in others
    )
    return tuple((opens, closes) for opens, closes in pairs if opens < closes)
