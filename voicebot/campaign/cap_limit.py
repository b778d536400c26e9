"""Caps as limits: from when on somebody may be dialled once more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from voicebot.campaign.caps import Caps
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.tally import Tally

_DATES: Mapping[Why, int] = {Why.CAP_DAY: 1, Why.CAP_WEEK: 7, Why.CAP_MONTH: 31}
"""How many dates in a row a cap looks at."""

_ROLLING = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapOnDates:
    """`most` attempts on so many dates in a row, by the clock of `zone`."""

    why: Why
    most: int
    tally: Tally
    zone: str
    whose: str

    def earliest(self, moment: datetime) -> datetime | None:
        if self.most == 0:
            return None
        dates = self._dates()
        if len(dates) < self.most:
            return moment
        free = dates[-self.most] + timedelta(days=_DATES[self.why])
        return max(moment, datetime.combine(free, time(0), ZoneInfo(self.zone)))

    def refusal(self, moment: datetime) -> Refusal:
        today = moment.astimezone(ZoneInfo(self.zone)).date()
        first = today - timedelta(days=_DATES[self.why] - 1)
        made = sum(day >= first for day in self._dates())
        return _refusal(self.why, made, self.most, self.whose)

    def _dates(self) -> list[date]:
        there = ZoneInfo(self.zone)
        return [at.astimezone(there).date() for at in self.tally.recent]


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
    """One limit for each of `caps`; those by dates hold in every zone.

    `whose` says in a refusal whom the cap is about.
    """
    if caps.lifetime is not None:
        yield CapOnAll(most=caps.lifetime, tally=tally, whose=whose)
    if caps.rolling_24h is not None:
        yield CapOnHours(most=caps.rolling_24h, tally=tally, whose=whose)
    by_dates = {
        Why.CAP_DAY: caps.day,
        Why.CAP_WEEK: caps.week,
        Why.CAP_MONTH: caps.month,
    }
    for why, most in by_dates.items():
        for zone in zones if most is not None else ():
            yield CapOnDates(
                why=why, most=most or 0, tally=tally, zone=zone, whose=whose
            )


def _refusal(why: Why, made: int, most: int, whose: str) -> Refusal:
    return Refusal(why=why, named={"made": made, "cap": most, "whose": whose})
