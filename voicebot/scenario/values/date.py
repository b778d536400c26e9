"""`date`: a day."""

from datetime import date, datetime, timedelta

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.filter import RUSSIAN, Surroundings
from voicebot.scenario.russian.spoken_moment import spoken_date
from voicebot.scenario.russian.spoken_number import ordinal
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value_type import ValueType, Wholeness
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_time.full_dates import find_full_date
from voicebot.understanding.spoken_time.moment import After, At, Day, Window

_DAY_MONTH, _FULL = 4, 8
_NEAR = timedelta(days=300)
"""Within it nobody names the year."""


class DateValue(ValueType):
    """A day: «завтра», «двадцать пятого», «первое мая», «пятого марта 1985 года», «вчера».

    Without a year it is the next such day. By keys: day and month, 2511, or with the
    year, 25112026.
    """

    kind = SlotType.DATE
    example = "2026-11-20"
    most_keys = _FULL

    @override
    def complaint(self, text: str) -> str | None:
        try:
            date.fromisoformat(text)
        except ValueError:
            return _("write a date like 2026-11-20")
        return None

    @override
    def said(self, meaning: Meaning, now: datetime) -> str | None:
        full = find_full_date(meaning.text, now.date())
        if full is not None:
            return full.isoformat()
        match meaning.time:
            case None:
                return None
            case Day(value=day):
                return day.isoformat()
            case At(value=moment) | After(start=moment) | Window(start=moment):
                return moment.astimezone(now.tzinfo).date().isoformat()

    @override
    def wholeness(self, meaning: Meaning, most: int) -> Wholeness:
        """The year may follow the month."""
        return Wholeness.MAY_GO_ON if meaning.time else Wholeness.NOTHING

    @override
    def pressed(self, keys: str, now: datetime) -> str | None:
        day = keyed_day(keys, now.date())
        return day.isoformat() if day else None

    @override
    def spoken(self, value: str, around: Surroundings) -> str:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        if around.language != RUSSIAN:
            return value
        is_near = abs(day - around.now.date()) < _NEAR
        return spoken_date(day) if is_near else f"{spoken_date(day)} {_year(day)}"


def _year(day: date) -> str:
    return f"{ordinal(day.year, 'genitive')} года"


def keyed_day(keys: str, today: date) -> date | None:
    """The day that keys such as 2511 (the next one ahead) or 25112026 name."""
    if not keys.isdecimal() or len(keys) not in {_DAY_MONTH, _FULL}:
        return None
    day, month = int(keys[:2]), int(keys[2:4])
    if len(keys) == _FULL:
        return _day_of(int(keys[4:]), month, day)
    return next_such_day(month, day, today)


_LEAP_YEARS_APART = 8
"""1896 to 1904: the longest wait for a 29 February."""


def next_such_day(month: int, day: int, today: date) -> date | None:
    years = range(today.year, today.year + _LEAP_YEARS_APART + 1)
    days = (_day_of(year, month, day) for year in years)
    return next((found for found in days if found and found >= today), None)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
