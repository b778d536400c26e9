"""A weekday by its place in a month: «последняя пятница марта», «первый вторник месяца»."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from voicebot.understanding.spoken_time.dates import (
    MONTH_WORDS,
    MONTHS_ON,
    DaysOfMonth,
    read_month,
)
from voicebot.understanding.spoken_time.days import (
    DAYS_OF_A_WEEK,
    Span,
    Weekday,
    one_day,
    read_weekday,
)
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at

_LAST = 0
_PLACES = Phrasebook(
    {
        "первый|первая|первую|первое|первого|первой|первому": 1,
        "второй|вторая|вторую|второе|второго|второму": 2,
        "третий|третья|третью|третье|третьего|третьей|третьему": 3,
        "четвертый|четвертая|четвертую|четвертое|четвертого|четвертой|четвертому": 4,
        "последний|последняя|последнюю|последнее|последнего|последней|последнему": _LAST,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayOfMonth:
    """`place` counts such weekdays from the month's first day on; 0 is its last one."""

    weekday: int
    place: int
    month: DaysOfMonth

    def spans(self, today: date) -> Iterator[Span]:
        for month in self.month.spans(today):
            day = self._day_in(month.first)
            if day >= today:
                yield one_day(day)

    def _day_in(self, first: date) -> date:
        """The day in the month that begins on `first`."""
        length = monthrange(first.year, first.month)[1]
        ahead = (self.weekday - first.weekday()) % DAYS_OF_A_WEEK
        weeks = (self.place or (length - ahead - 1) // DAYS_OF_A_WEEK + 1) - 1
        return first + timedelta(days=ahead, weeks=weeks)


def read_weekday_of_month(tokens: Tokens, at: int) -> Found[WeekdayOfMonth] | None:
    """Only with its month: «последняя пятница» alone may be any."""
    place = _PLACES.read(tokens, at)
    named = read_weekday(tokens, place.end) if place else None
    if place is None or named is None:
        return None
    month = _read_its_month(tokens, named.end)
    if month is None or not isinstance(named.value, Weekday):
        return None
    day = WeekdayOfMonth(
        weekday=named.value.weekday, place=place.value, month=month.value
    )
    return Found(value=day, end=month.end)


def _read_its_month(tokens: Tokens, at: int) -> Found[DaysOfMonth] | None:
    """«марта», «в марте», «месяца», «следующего месяца»."""
    start = at + (word_at(tokens, at) == "в")
    month = read_month(tokens, start)
    if month:
        return month
    which = MONTHS_ON.read(tokens, start)
    end = which.end if which else start
    if word_at(tokens, end) not in MONTH_WORDS:
        return None
    days = DaysOfMonth(month=None, months_on=which.value if which else 0)
    return Found(value=days, end=end + 1)
