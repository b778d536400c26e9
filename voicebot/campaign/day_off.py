"""Days off in Russia.

`holidays` knows the labour code's holidays and the days that each year's government
decree moves (to 2027 as of its release 0.109). It knows nothing of the holidays of single
republics, nor, before the decree is out, of a coming year's moved days: those are `extra`.
"""

import functools
from dataclasses import dataclass
from datetime import date

from holidays import country_holidays


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """Holidays, days moved by decree, and `extra` ones of a region or a house.

    A Saturday that a decree makes a working day stays a Saturday: its hours are never
    wider for it.
    """

    extra: frozenset[date] = frozenset()

    def hold(self, day: date) -> bool:
        return day in _in_russia(day.year) or day in self.extra


RUSSIAN_DAYS_OFF = DaysOff()


@functools.cache
def _in_russia(year: int) -> frozenset[date]:
    return frozenset(country_holidays("RU", years=year))
