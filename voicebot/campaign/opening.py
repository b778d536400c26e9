"""Finds when calls open, in all of a number's possible time zones at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from voicebot.campaign.day_off import RUSSIAN_DAYS_OFF, DaysOff
from voicebot.campaign.window import CallWindow, Hours
from voicebot.campaign.zone import zone_named

_SEARCHED_DAYS = 40
"""No stretch of days off is as long; where nothing opens till then, nothing ever does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A window as it holds for somebody who may be in any of `zones`."""

    window: CallWindow
    zones: tuple[str, ...]
    days_off: DaysOff = RUSSIAN_DAYS_OFF

    def is_open(self, moment: datetime) -> bool:
        return all(self._is_open_in(zone, moment) for zone in self.zones)

    def closed_zone(self, moment: datetime) -> str | None:
        """The first of the zones in which nobody is called at `moment`."""
        closed = (zone for zone in self.zones if not self._is_open_in(zone, moment))
        return next(closed, None)

    def earliest(self, moment: datetime) -> datetime | None:
        """The first moment from `moment` on that is open in every zone; None: never.

        Each zone's own next opening is a moment that the answer cannot precede.
        """
        last = moment + timedelta(days=_SEARCHED_DAYS)
        found: datetime | None = moment
        while found is not None and found <= last:
            later = self._latest_of(found)
            if later == found:
                return found
            found = later
        return None

    def _latest_of(self, moment: datetime) -> datetime | None:
        """The latest of the zones' own next openings."""
        latest = moment
        for zone in self.zones:
            opening = self._earliest_in(zone, latest)
            if opening is None:
                return None
            latest = opening
        return latest

    def _is_open_in(self, zone: str, moment: datetime) -> bool:
        local = moment.astimezone(zone_named(zone))
        hours = self._hours(local)
        return hours is not None and hours.hold(local.time())

    def _earliest_in(self, zone: str, moment: datetime) -> datetime | None:
        there = zone_named(zone)
        local = moment.astimezone(there)
        hours = self._hours(local)
        if hours is not None and local.time() < hours.closes:
            opens = datetime.combine(local.date(), hours.opens, there)
            return max(moment, opens, key=_instant)
        return self._opening_after(local)

    def _opening_after(self, local: datetime) -> datetime | None:
        """The opening of the first later day that has one."""
        for day in _days_after(local):
            hours = self._hours(day)
            if hours is not None:
                return datetime.combine(day.date(), hours.opens, day.tzinfo)
        return None

    def _hours(self, local: datetime) -> Hours | None:
        is_holiday = self.days_off.hold(local.date())
        return self.window.hours(local.weekday(), is_holiday=is_holiday)


def _days_after(local: datetime) -> Iterable[datetime]:
    return (local + timedelta(days=count) for count in range(1, _SEARCHED_DAYS))


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
