"""«после майских», «после праздников»: the first working day after public holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from voicebot.understanding.spoken_time.days import Span, one_day
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)

SOONEST = timedelta(days=31)
"""Holidays further off are not called «праздники» without their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """A run of holidays, both days included, as (month, day).

    `has_days_off_moved` where a day off on a weekend is taken on the next working day
    (Labour Code of Russia, article 112); what the government moves besides by its
    yearly order is not known here.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    has_days_off_moved: bool = True

    def first_day(self, year: int) -> date:
        return date(year, *self.first)

    def back_at_work(self, year: int) -> date:
        """The first working day after them."""
        last = date(year, *self.last)
        day = last + _ONE_DAY
        while day.weekday() >= _SATURDAY:
            day += _ONE_DAY
        is_moved = self.has_days_off_moved and last.weekday() >= _SATURDAY
        return day + _ONE_DAY if is_moved else day


_NEW_YEAR = Holidays(first=(1, 1), last=(1, 8), has_days_off_moved=False)
_DEFENDERS = Holidays(first=(2, 23), last=(2, 23))
_WOMEN = Holidays(first=(3, 8), last=(3, 8))
_MAY = Holidays(first=(5, 1), last=(5, 9))
_RUSSIA = Holidays(first=(6, 12), last=(6, 12))
_UNITY = Holidays(first=(11, 4), last=(11, 4))
_ALL = (_NEW_YEAR, _DEFENDERS, _WOMEN, _MAY, _RUSSIA, _UNITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterHolidays:
    """The first working day after those named; None is the next that come soon."""

    holidays: Holidays | None

    def spans(self, today: date) -> Iterator[Span]:
        for year in range(today.year, today.year + 3):
            for holidays in (self.holidays,) if self.holidays else _ALL:
                is_soon = holidays.first_day(year) - today <= SOONEST
                day = holidays.back_at_work(year)
                if day > today and (self.holidays or is_soon):
                    yield one_day(day)


_NAMED = Phrasebook(
    {
        "сразу? после праздников": None,
        "сразу? после этих|ближайших|всех праздников": None,
        "сразу? после нового года": _NEW_YEAR,
        "сразу? после новогодних|январских праздников|каникул?": _NEW_YEAR,
        "сразу? после рождества": _NEW_YEAR,
        "сразу? после февральских праздников?": _DEFENDERS,
        "сразу? после мартовских|женских праздников?": _WOMEN,
        "сразу? после майских праздников|выходных?": _MAY,
        "сразу? после дня победы": _MAY,
        "сразу? после июньских праздников?": _RUSSIA,
        "сразу? после дня россии": _RUSSIA,
        "сразу? после ноябрьских праздников?": _UNITY,
    }
)


def read_after_holidays(tokens: Tokens, at: int) -> Found[AfterHolidays] | None:
    found = _NAMED.read(tokens, at)
    if found is None:
        return None
    return Found(value=AfterHolidays(holidays=found.value), end=found.end)
