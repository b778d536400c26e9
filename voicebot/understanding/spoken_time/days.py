"""Days named from today: «завтра», «в пятницу», «через два дня»."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import Protocol

from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Whole days, both ends included; `last` None means without end.

    `is_day` where one day was named, and not a stretch of days.
    """

    first: date
    last: date | None
    is_day: bool


class DayReference(Protocol):
    """Something that names days."""

    def spans(self, today: date) -> Iterator[Span]:
        """What may be meant, nearest first; a later one is taken when it is over."""
        ...


def one_day(day: date) -> Span:
    return Span(first=day, last=day, is_day=True)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeDay:
    """Days from today; in the past it names nothing. `is_week` where weeks were counted."""

    offset: int
    is_week: bool = False

    def spans(self, today: date) -> Iterator[Span]:
        if self.offset >= 0:
            yield one_day(today + timedelta(days=self.offset))
        if self.offset == 0:
            yield one_day(today + timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """Monday is 0. The next such day after today, or that of a calendar week.

    `week` counts from this one: 0 «в эту», 1 «в следующую».
    """

    weekday: int
    week: int | None = None

    def spans(self, today: date) -> Iterator[Span]:
        if self.week is None:
            ahead = (self.weekday - today.weekday() - 1) % DAYS_OF_A_WEEK + 1
            first = today + timedelta(days=ahead)
        else:
            weeks = timedelta(weeks=self.week)
            first = monday_of(today) + weeks + timedelta(days=self.weekday)
        for weeks_later in range(3):
            day = first + timedelta(weeks=weeks_later)
            if day >= today:
                yield one_day(day)


class Bound(Enum):
    """Where the days named stand: on them, from, after, before or up to them."""

    ON = auto()
    SINCE = auto()
    AFTER = auto()
    BEFORE = auto()
    THROUGH = auto()


_RELATIVE = Phrasebook(
    {
        "сегодня|сегодняшний|сегодняшнего|сегодняшнему дня?": 0,
        "сегодняшний день": 0,
        "завтра|завтрашний|завтрашнего|завтрашнему|завтрашнюю дня?": 1,
        "завтрашний день": 1,
        "завтрашнему дню": 1,
        "назавтра": 1,
        "следующий день": 1,
        "послезавтра|послезавтрашний": 2,
        "послепослезавтра": 3,
        "вчера|вчерашний|вчерашнего": -1,
        "позавчера": -2,
    }
)

_WEEKDAYS = Phrasebook(
    {
        "понедельник|понедельника|понедельнику|понедельником|пн": 0,
        "вторник|вторника|вторнику|вторником|вт": 1,
        "среда|среду|среды|среде|средой|ср": 2,
        "четверг|четверга|четвергу|четвергом|чт": 3,
        "пятница|пятницу|пятницы|пятнице|пятницей|пт": 4,
        "суббота|субботу|субботы|субботе|субботой|сб": 5,
        "воскресенье|воскресенья|воскресенью|воскресеньем|воскресение|вс": 6,
    }
)

_WHICH_WEEK = Phrasebook(
    {
        "этот|эту|это|этого|этой|этому": 0,
        "ближайший|ближайшую|ближайшее|ближайшего|ближайшей|ближайшему": None,
        "следующий|следующую|следующее|следующего|следующей|следующему": 1,
        "будущий|будущую|будущее|будущего|будущей|будущему": 1,
        "прошлый|прошлую|прошлое|прошлого|прошлой|прошлому": -1,
        "прошедший|прошедшую|прошедшее": -1,
    }
)

_BOUNDS = Phrasebook(
    {
        "в|во|на": Bound.ON,
        "ближе? к|ко": Bound.ON,
        "начиная? с|со": Bound.SINCE,
        "от": Bound.SINCE,
        "не раньше|ранее чем? в?": Bound.SINCE,
        "сразу? после": Bound.AFTER,
        "до|раньше|ранее": Bound.BEFORE,
        "по|включая": Bound.THROUGH,
        "не позже|позднее чем? в?": Bound.THROUGH,
    }
)


def read_bound(tokens: Tokens, at: int) -> Found[Bound]:
    """What stands before days; nothing there means on them."""
    return _BOUNDS.read(tokens, at) or Found(value=Bound.ON, end=at)


def read_relative_day(tokens: Tokens, at: int) -> Found[RelativeDay] | None:
    found = _RELATIVE.read(tokens, at)
    if found is None:
        return None
    return Found(value=RelativeDay(offset=found.value), end=found.end)


PAST = RelativeDay(offset=-1)
"""A day that is over, whichever it is."""


def read_weekday(tokens: Tokens, at: int) -> Found[Weekday | RelativeDay] | None:
    """«понедельник», «следующую среду»; of the past week: `PAST`."""
    which = _WHICH_WEEK.read(tokens, at)
    found = _WEEKDAYS.read(tokens, which.end if which else at)
    if found is None:
        return None
    week = which.value if which else None
    if week is not None and week < 0:
        return Found(value=PAST, end=found.end)
    return Found(value=Weekday(weekday=found.value, week=week), end=found.end)
