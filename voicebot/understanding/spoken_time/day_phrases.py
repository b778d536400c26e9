"""Days as named in a talk: on, from, after, before; and two namings taken together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from voicebot.understanding.spoken_time.dates import (
    DayOfMonth,
    DaysOfMonth,
    read_date,
    read_month,
    read_month_days,
)
from voicebot.understanding.spoken_time.days import (
    DAYS_OF_A_WEEK,
    Bound,
    DayReference,
    RelativeDay,
    Span,
    Weekday,
    read_bound,
    read_relative_day,
    read_weekday,
)
from voicebot.understanding.spoken_time.holidays import read_after_holidays
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.weekdays_of_month import read_weekday_of_month
from voicebot.understanding.spoken_time.weeks import (
    Week,
    read_week,
    read_weekend,
    read_workdays,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPhrase:
    """Days and where what is meant stands to them."""

    reference: DayReference
    bound: Bound = Bound.ON

    def spans(self, today: date) -> Iterator[Span]:
        """What may be meant, nearest first; «до завтра» is said of a talk tomorrow."""
        is_until = self.bound is Bound.BEFORE
        is_relative = isinstance(self.reference, RelativeDay)
        bound = Bound.ON if is_until and is_relative else self.bound
        return (_bounded(span, bound, today) for span in self.reference.spans(today))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRange:
    """«с понедельника по среду», «завтра или послезавтра»."""

    first: DayReference
    last: DayReference

    def spans(self, today: date) -> Iterator[Span]:
        for start in self.first.spans(today):
            for end in self.last.spans(today):
                if end.last is not None and end.last >= start.first:
                    yield Span(first=start.first, last=end.last, is_day=False)
                    break


def _bounded(span: Span, bound: Bound, today: date) -> Span:
    last = span.last or span.first
    match bound:
        case Bound.ON:
            return span
        case Bound.SINCE:
            return Span(first=span.first, last=None, is_day=False)
        case Bound.AFTER:
            return Span(first=last + ONE_DAY, last=None, is_day=False)
        case Bound.BEFORE:
            last = max(span.first - ONE_DAY, today)
            return Span(first=today, last=last, is_day=False)
        case Bound.THROUGH:
            return Span(first=today, last=last, is_day=False)


def read_day_phrase(tokens: Tokens, at: int) -> Found[DayPhrase] | None:
    """The longest naming of days that starts here."""
    for read in (
        read_month_days,
        read_week,
        read_weekend,
        read_workdays,
        read_after_holidays,
    ):
        found = read(tokens, at)
        if found:
            return _phrase(found.value, _stretch_bound(tokens, at), found.end)
    return _read_day(tokens, at) or _LEFT_OF_TODAY.read(tokens, at)


def _stretch_bound(tokens: Tokens, at: int) -> Bound:
    """«до следующей недели» is before it; «до конца недели», «до выходных» within."""
    first = word_at(tokens, at)
    if first == "после" and _is_week_after(tokens, at):
        return Bound.AFTER
    if first != "до":
        return Bound.ON
    is_before = word_at(tokens, at + 1) not in ("конца", "выходных")
    return Bound.BEFORE if is_before else Bound.THROUGH


def _is_week_after(tokens: Tokens, at: int) -> bool:
    """«после следующей недели»; weekends and holidays count themselves."""
    return "недели" in (word_at(tokens, at + 1), word_at(tokens, at + 2))


_LEFT_OF_TODAY = Phrasebook(
    {
        "до конца рабочего? дня": DayPhrase(
            reference=RelativeDay(offset=0), bound=Bound.THROUGH
        )
    }
)


def _read_day(tokens: Tokens, at: int) -> Found[DayPhrase] | None:
    bound = read_bound(tokens, at)
    day = read_weekday_of_month(tokens, bound.end) or read_date(tokens, at, bound)
    if day:
        return _phrase(day.value, bound.value, day.end)
    named = read_relative_day(tokens, bound.end) or read_weekday(tokens, bound.end)
    if named:
        return _phrase(named.value, bound.value, named.end)
    month = read_month(tokens, bound.end) if bound.end > at else None
    return _phrase(month.value, bound.value, month.end) if month else None


def _phrase(reference: DayReference, bound: Bound, end: int) -> Found[DayPhrase]:
    return Found(value=DayPhrase(reference=reference, bound=bound), end=end)


def joined_days(old: DayPhrase, new: DayPhrase, today: date) -> DayPhrase | None:
    """One meaning of both where they add up; None where they are rivals."""
    if old.bound is Bound.SINCE and new.bound in (Bound.THROUGH, Bound.BEFORE):
        return DayPhrase(reference=DayRange(first=old.reference, last=new.reference))
    if old.bound is not Bound.ON:
        return None
    if new.bound is not Bound.ON:
        narrower = _narrowed(old.reference, new.reference)
        return replace(new, reference=narrower) if narrower else None
    for first, second in (
        (old.reference, new.reference),
        (new.reference, old.reference),
    ):
        narrower = _narrowed(first, second)
        if narrower:
            return DayPhrase(reference=narrower)
    return _same_day(old, new, today)


def _narrowed(wide: DayReference, narrow: DayReference) -> DayReference | None:
    """«на следующей неделе» and «во вторник», «в апреле» and «пятого»."""
    match wide, narrow:
        case Week(week=int(week)), Weekday():
            return replace(narrow, week=week)
        case RelativeDay(offset=offset, is_week=True), Weekday():
            return replace(narrow, week=offset // DAYS_OF_A_WEEK)
        case DaysOfMonth(month=month, months_on=later), DayOfMonth(month=None):
            return replace(narrow, month=month, months_on=None if month else later)
        case Weekday(), DayOfMonth():
            return narrow
        case _:
            return None


def _same_day(old: DayPhrase, new: DayPhrase, today: date) -> DayPhrase | None:
    """«завтра, в четверг» where tomorrow is Thursday."""
    first, second = next(old.spans(today), None), next(new.spans(today), None)
    return old if first is not None and first == second else None


def neighbouring_days(old: DayPhrase, new: DayPhrase, today: date) -> DayPhrase | None:
    """Both, where the new one is the day after the old: «в субботу, воскресенье»."""
    first, second = next(old.spans(today), None), next(new.spans(today), None)
    if first is None or second is None or first.last is None:
        return None
    if not (first.is_day and second.is_day and second.first - first.last == ONE_DAY):
        return None
    return DayPhrase(reference=DayRange(first=old.reference, last=new.reference))
