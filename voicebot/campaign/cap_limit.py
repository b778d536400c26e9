"""Caps as limits: from when on somebody may be dialled once more."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from voicebot.campaign.caps import Caps
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.tally import Tally
from voicebot.campaign.zone import instant, zone_named

_DATES: Mapping[Why, int] = {Why.CAP_DAY: 1, Why.CAP_WEEK: 7, Why.CAP_MONTH: 31}
"""How many dates in a row a cap looks at."""

_ROLLING = timedelta(hours=24)
_MIDNIGHT = time(0)
_QUARTER_S = 900
_MIDNIGHTS_KEPT = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class CapOnDates:
    """`most` attempts on so many dates in a row, by the clock of every one of `zones`."""

    why: Why
    most: int
    tally: Tally
    zones: tuple[str, ...]
    whose: str

    def earliest(self, moment: datetime) -> datetime | None:
        if self.most == 0:
            return None
        recent = self.tally.recent
        if len(recent) < self.most:
            return moment
        last, days = recent[-self.most], _DATES[self.why]
        if moment - last > timedelta(days=days + 1):  # long ago in any zone
            return moment
        quarter = int(last.timestamp()) // _QUARTER_S
        return max(moment, _date_begun(self.zones, quarter, days))

    def refusal(self, moment: datetime) -> Refusal:
        made = max(self._made(moment, zone_named(zone)) for zone in self.zones)
        return _refusal(self.why, made, self.most, self.whose)

    def _made(self, moment: datetime, zone: ZoneInfo) -> int:
        """Attempts on the dates that end with that of `moment`."""
        last = moment.astimezone(zone).date()
        first = last - timedelta(days=_DATES[self.why] - 1)
        return sum(at.astimezone(zone).date() >= first for at in self.tally.recent)


@functools.lru_cache(maxsize=_MIDNIGHTS_KEPT)
def _date_begun(zones: tuple[str, ...], quarter: int, days: int) -> datetime:
    """When it is so many dates later in every zone, from a quarter of an hour on.

    Every zone's clock is some quarters from UTC: the whole quarter lies on one date.
    """
    moment = datetime.fromtimestamp(quarter * _QUARTER_S, UTC)
    return max(_days_after(moment, days, zone) for zone in zones)


def _days_after(moment: datetime, days: int, zone: str) -> datetime:
    """As the date begins in `zone` that is so many days after that of `moment`."""
    there = moment.astimezone(zone_named(zone)).date() + timedelta(days=days)
    return instant(there, _MIDNIGHT, zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapOnHours:
    """`most` attempts in any 24 hours."""

    most: int
    tally: Tally
    whose: str

    def earliest(self, moment: datetime) -> datetime | None:
        if self.most == 0:
            return None
        recent = self.tally.recent
        if len(recent) < self.most:
            return moment
        return max(moment, recent[-self.most] + _ROLLING)

    def refusal(self, moment: datetime) -> Refusal:
        made = sum(at > moment - _ROLLING for at in self.tally.recent)
        return _refusal(Why.CAP_24H, made, self.most, self.whose)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapOnAll:
    """`most` attempts in all."""

    most: int
    tally: Tally
    whose: str

    def earliest(self, moment: datetime) -> datetime | None:
        return moment if self.tally.total < self.most else None

    def refusal(self, moment: datetime) -> Refusal:
        return _refusal(Why.CAP_LIFETIME, self.tally.total, self.most, self.whose)


CapLimit = CapOnDates | CapOnHours | CapOnAll


def cap_limits(
    caps: Caps, tally: Tally, zones: tuple[str, ...], whose: str
) -> Iterator[CapLimit]:
    """Those of `caps` that so many attempts may stand against; dates are of every zone.

    `whose` says in a refusal whom the cap is about.
    """
    total, recent = tally.total, len(tally.recent)
    if caps.lifetime is not None and total >= caps.lifetime:
        yield CapOnAll(most=caps.lifetime, tally=tally, whose=whose)
    if caps.rolling_24h is not None and recent >= caps.rolling_24h:
        yield CapOnHours(most=caps.rolling_24h, tally=tally, whose=whose)
    by_dates = (
        (Why.CAP_DAY, caps.day),
        (Why.CAP_WEEK, caps.week),
        (Why.CAP_MONTH, caps.month),
    )
    for why, most in by_dates:
        if most is not None and recent >= most:
            yield CapOnDates(why=why, most=most, tally=tally, zones=zones, whose=whose)


def _refusal(why: Why, made: int, most: int, whose: str) -> Refusal:
    return Refusal(why=why, named={"made": made, "cap": most, "whose": whose})
