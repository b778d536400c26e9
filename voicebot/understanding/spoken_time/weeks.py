"""Weeks, their beginnings and ends, and weekends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from voicebot.understanding.spoken_time.days import (
    DAYS_OF_A_WEEK,
    PAST,
    DayReference,
    RelativeDay,
    Span,
    Weekday,
    monday_of,
)
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_counted, word_set

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(DAYS_OF_A_WEEK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Days of a calendar week, Monday 0, both included; `week` 0 is this one.

    `week` None: the nearest such days that begin after today.
    """

    week: int | None
    first: int = MONDAY
    last: int = FRIDAY

    def spans(self, today: date) -> Iterator[Span]:
        weeks = self.week
        if weeks is None:
            weeks = 0 if self._is_ahead(today) else 1
        monday = monday_of(today) + timedelta(weeks=weeks)
        for week in (monday, monday + timedelta(weeks=1)):
            for first, last in self._stretches():
                span = Span(
                    first=week + timedelta(days=first),
                    last=week + timedelta(days=last),
                    is_day=False,
                )
                if week + timedelta(days=last) >= today:
                    yield span

    def _is_ahead(self, today: date) -> bool:
        """Its end may begin today, its beginning may not: on Monday that is a week off."""
        weekday = today.weekday()
        return self.first > weekday or THURSDAY <= self.first <= weekday < self.last

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Of a working week that is over the weekend is left."""
        yield self.first, self.last
        if (self.first, self.last) == (MONDAY, FRIDAY):
            yield SATURDAY, SUNDAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """What is left of this working week, or all of the next."""

    def spans(self, today: date) -> Iterator[Span]:
        for weeks in range(3):
            monday = monday_of(today) + timedelta(weeks=weeks)
            friday = monday + timedelta(days=FRIDAY)
            if friday >= today:
                yield Span(first=max(monday, today), last=friday, is_day=False)


_WHICH = Phrasebook(
    {
        "этой|этих|эту|эти|этим|этого|текущей": 0,
        "следующей|следующих|следующую|следующие|следующим": 1,
        "той|тех|ту|те|другой|будущей|будущую|новой|будущих": 1,
        "ближайших|ближайшие|ближайшим|ближайшей": None,
        "рабочей": None,
        "прошлой|прошлых|прошлую|прошлые|прошедшей|прошедшие|позапрошлой": -1,
    }
)
_WEEK_WORDS = word_set("неделе неделю недели неделя")

_SECTIONS = Phrasebook(
    {
        "в|с|к|ближе|самом начале|начала|началу": (MONDAY, TUESDAY),
        "в самом начале": (MONDAY, TUESDAY),
        "ближе к началу": (MONDAY, TUESDAY),
        "начало": (MONDAY, TUESDAY),
        "в|во первой половине": (MONDAY, WEDNESDAY),
        "в|к|ближе|на середине|середину|середине": (WEDNESDAY, WEDNESDAY),
        "ближе к середине": (WEDNESDAY, WEDNESDAY),
        "во|в второй половине": (WEDNESDAY, FRIDAY),
        "в|к|ближе|под|на конце|концу|конец": (THURSDAY, FRIDAY),
        "в самом конце": (THURSDAY, FRIDAY),
        "ближе к концу": (THURSDAY, FRIDAY),
        "конец": (THURSDAY, FRIDAY),
    }
)

_WHOLE = Phrasebook({"на|до|после": None, "до конца": None, "к": None})

_AROUND = Phrasebook(
    {
        "на|в|во": "on",
        "ближе? к": "towards",
        "под|перед": "towards",
        "сразу? после": "after",
        "до": "before",
    }
)

_WEEKENDS = word_set("выходные выходных выходным выходными")


def read_week(tokens: Tokens, at: int) -> Found[Week | RelativeDay] | None:
    """«на следующей неделе», «в начале той недели», «на этой неделе в конце»."""
    section = _SECTIONS.read(tokens, at)
    before = section or _WHOLE.read(tokens, at)
    which = _WHICH.read(tokens, before.end if before else at)
    end = which.end if which else before.end if before else at
    if word_at(tokens, end) not in _WEEK_WORDS:
        return _read_other_week(tokens, at, which)
    if which is None and section is None and not _is_this_week(tokens, at):
        return None
    section = section or _SECTIONS.read(tokens, end + 1)
    return _week(which, section, max(end + 1, section.end if section else 0))


def _read_other_week(
    tokens: Tokens, at: int, which: Found[int | None] | None
) -> Found[Week | RelativeDay] | None:
    """The «на следующей» of «на этой неделе не могу, давайте на следующей»."""
    is_told = any(token.word in _WEEK_WORDS for token in tokens[:at])
    if which is None or word_at(tokens, at) != "на" or not is_told:
        return None
    following = word_at(tokens, which.end)
    return None if is_counted(following) else _week(which, None, which.end)


def _is_this_week(tokens: Tokens, at: int) -> bool:
    """«на неделе», «до конца недели»; a bare «неделю» is a length."""
    return word_at(tokens, at) == "до" or word_at(tokens, at + 1) == "неделе"


def _week(
    which: Found[int | None] | None, section: Found[tuple[int, int]] | None, end: int
) -> Found[Week | RelativeDay]:
    first, last = section.value if section else (MONDAY, FRIDAY)
    week = which.value if which else None
    if week is None and section is None:
        week = 0
    if week is not None and week < 0:
        return Found(value=PAST, end=end)
    return Found(value=Week(week=week, first=first, last=last), end=end)


_WORKDAYS = Phrasebook(
    {
        "в|по будни|будням|будние|будний|будень дни|день?": Workdays(),
        "в|по рабочие|рабочий|рабочим дни|день|дням": Workdays(),
    }
)


def read_workdays(tokens: Tokens, at: int) -> Found[Workdays] | None:
    """«в будни», «в рабочие дни»."""
    return _WORKDAYS.read(tokens, at)


def read_weekend(tokens: Tokens, at: int) -> Found[DayReference] | None:
    """«на выходных», «в следующие выходные», «после выходных»."""
    before = _AROUND.read(tokens, at)
    which = _WHICH.read(tokens, before.end if before else at)
    end = which.end if which else before.end if before else at
    if word_at(tokens, end) not in _WEEKENDS:
        return None
    week = which.value or 0 if which else 0
    return Found(value=_weekend(before.value if before else "", week), end=end + 1)


def _weekend(side: str, week: int) -> DayReference:
    if week < 0:
        return PAST
    if side == "after":
        return Weekday(weekday=MONDAY, week=week + 1)
    if side == "before":
        return Week(week=week)
    if side == "towards":
        return Week(week=week or None, first=THURSDAY, last=FRIDAY)
    return Week(week=week, first=SATURDAY, last=SUNDAY)
