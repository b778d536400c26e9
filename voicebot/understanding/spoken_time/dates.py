"""Days and months of the calendar: «двадцатого марта», «20.03», «в конце апреля»."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from voicebot.understanding.spoken_time.days import (
    Bound,
    Span,
    one_day,
)
from voicebot.understanding.spoken_time.numerals import (
    Case,
    Numeral,
    read_cardinal,
    read_ordinal,
)
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_counted, word_set

MONTHS_OF_A_YEAR = 12
_YEARS_TO_A_LEAP_DAY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfMonth:
    """The next such day, today included; `months_on` counts from this month."""

    day: int
    month: int | None = None
    year: int | None = None
    months_on: int | None = None

    def spans(self, today: date) -> Iterator[Span]:
        for year, month in self._months(today):
            if self.day <= monthrange(year, month)[1]:
                day = date(year, month, self.day)
                if day >= today:
                    yield one_day(day)

    def _months(self, today: date) -> Iterator[tuple[int, int]]:
        if self.month is None:
            start = self.months_on or 0
            length = start + 1 if self.months_on else MONTHS_OF_A_YEAR
            yield from (month_after(today, later) for later in range(start, length))
        elif self.year is not None:
            yield self.year, self.month
        else:
            years = range(today.year, today.year + _YEARS_TO_A_LEAP_DAY + 1)
            yield from ((year, self.month) for year in years)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsAhead:
    """The same day some months on, or the last one of a shorter month."""

    months: int

    def spans(self, today: date) -> Iterator[Span]:
        year, month = month_after(today, self.months)
        yield one_day(date(year, month, min(today.day, monthrange(year, month)[1])))


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOfMonth:
    """A stretch of a month, both days included, cut at the month's end."""

    month: int | None
    months_on: int = 0
    first: int = 1
    last: int = 31

    def spans(self, today: date) -> Iterator[Span]:
        for year, month in self._months(today):
            last = min(self.last, monthrange(year, month)[1])
            if date(year, month, last) >= today:
                yield Span(
                    first=date(year, month, self.first),
                    last=date(year, month, last),
                    is_day=False,
                )

    def _months(self, today: date) -> Iterator[tuple[int, int]]:
        if self.month is None:
            later = self.months_on
            yield from (month_after(today, months) for months in (later, later + 1))
        else:
            yield from ((today.year + years, self.month) for years in range(3))


def month_after(day: date, months: int) -> tuple[int, int]:
    """The year and month that many months on."""
    years, month = divmod(day.month - 1 + months, MONTHS_OF_A_YEAR)
    return day.year + years, month + 1


MONTH_FORMS = (
    "января|январь|январе|январю",
    "февраля|февраль|феврале|февралю",
    "марта|март|марте|марту",
    "апреля|апрель|апреле|апрелю",
    "мая|май|мае|маю",
    "июня|июнь|июне|июню",
    "июля|июль|июле|июлю",
    "августа|август|августе|августу",
    "сентября|сентябрь|сентябре|сентябрю",
    "октября|октябрь|октябре|октябрю",
    "ноября|ноябрь|ноябре|ноябрю",
    "декабря|декабрь|декабре|декабрю",
)
_MONTHS = Phrasebook({forms: month for month, forms in enumerate(MONTH_FORMS, 1)})

MONTHS_ON = Phrasebook(
    {
        "этого|этот|этом|текущего|текущем": 0,
        "следующего|следующий|следующем|следующему|будущего|будущем|будущий": 1,
    }
)
MONTH_WORDS = word_set("месяца месяц месяце месяцу")

_NUMBER_WORDS = word_set("числа число числу числом чисел")

_SECTIONS = Phrasebook(
    {
        "в|к|ближе|с|на начале|началу|начала|начало": (1, 10),
        "в самом начале": (1, 10),
        "ближе к началу": (1, 10),
        "в первых числах": (1, 10),
        "в|к|ближе середине": (11, 20),
        "в|на середину": (11, 20),
        "ближе к середине": (11, 20),
        "в|во первой половине": (1, 15),
        "во|в второй половине": (16, 31),
        "в|к|под|на|ближе конце|концу|конец": (21, 31),
        "в самом конце": (21, 31),
        "ближе к концу": (21, 31),
        "в последних числах": (21, 31),
        "в двадцатых числах": (20, 31),
        "в первой декаде": (1, 10),
        "во второй декаде": (11, 20),
        "в третьей|последней декаде": (21, 31),
        "до конца": (1, 31),
        "в|во|на": (1, 31),
        "в|во течение": (1, 31),
    }
)

_CASE_AFTER = {
    Bound.ON: Case.GENITIVE | Case.DATIVE,
    Bound.SINCE: Case.GENITIVE,
    Bound.AFTER: Case.GENITIVE,
    Bound.BEFORE: Case.GENITIVE,
    Bound.THROUGH: Case.NOMINATIVE | Case.GENITIVE,
}

_NOT_BEFORE_A_DAY = word_set(
    "у из для кроме насчет около улица улице улицы проспект площадь площади имени"
)
_LAST_DAY = 31
_SHORT_YEAR = 100
_CENTURY = 2000


def read_month_days(tokens: Tokens, at: int) -> Found[DaysOfMonth] | None:
    """«в апреле», «в конце марта», «в начале следующего месяца»."""
    section = _SECTIONS.read(tokens, at)
    if section is None:
        return None
    first, last = section.value
    month = _MONTHS.read(tokens, section.end)
    if month:
        days = DaysOfMonth(month=month.value, first=first, last=last)
        return Found(value=days, end=month.end)
    which = MONTHS_ON.read(tokens, section.end)
    end = which.end if which else section.end
    is_whole = (first, last) == (1, _LAST_DAY) and word_at(tokens, at) != "до"
    is_told = word_at(tokens, section.end - 1) in ("числах", "декаде")
    if is_told and which is None and word_at(tokens, end) not in MONTH_WORDS:
        days = DaysOfMonth(month=None, first=first, last=last)
        return Found(value=days, end=section.end)
    if word_at(tokens, end) not in MONTH_WORDS or (which is None and is_whole):
        return None
    months_on = which.value if which else 0
    days = DaysOfMonth(month=None, months_on=months_on, first=first, last=last)
    return Found(value=days, end=end + 1)


def read_month(tokens: Tokens, at: int) -> Found[DaysOfMonth] | None:
    """«апреля», after «с», «до», «после»."""
    month = _MONTHS.read(tokens, at)
    return Found(value=DaysOfMonth(month=month.value), end=month.end) if month else None


def read_date(tokens: Tokens, at: int, bound: Found[Bound]) -> Found[DayOfMonth] | None:
    """A calendar day; the bound that stands before it is read already."""
    return _read_written(tokens, bound, at) or _read_spoken(tokens, at, bound)


def _read_written(
    tokens: Tokens, bound: Found[Bound], at: int
) -> Found[DayOfMonth] | None:
    """«20.03», «20.03.2026»; «в 10.05» is an hour."""
    if word_at(tokens, at) in ("в", "во"):
        return None
    parts = word_at(tokens, bound.end).replace("/", ".").split(".")
    if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts):
        return None
    day, month = int(parts[0]), int(parts[1])
    if not (0 < day <= _LAST_DAY and 0 < month <= MONTHS_OF_A_YEAR):
        return None
    if len(parts[1]) < 2:  # noqa: PLR2004 - «1.5» is a number
        return None
    year = _full_year(int(parts[2])) if len(parts) > 2 else None  # noqa: PLR2004 - day and month stand before
    return Found(value=DayOfMonth(day=day, month=month, year=year), end=bound.end + 1)


def _full_year(year: int) -> int:
    return year + _CENTURY if year < _SHORT_YEAR else year


def _read_spoken(
    tokens: Tokens, at: int, bound: Found[Bound]
) -> Found[DayOfMonth] | None:
    number = _read_day_number(tokens, bound.end) or _read_inverted(tokens, bound.end)
    if number is None or not 0 < number.value.value <= _LAST_DAY:
        return None
    if word_at(tokens, at - 1) in _NOT_BEFORE_A_DAY:
        return None
    day = DayOfMonth(day=number.value.value)
    whole = _read_month(tokens, number.end, day)
    if whole:
        return whole
    if not _is_day_form(tokens, bound, number.value.case):
        return None
    following = tokens[number.end] if number.end < len(tokens) else None
    if following and not following.is_after_pause and is_counted(following.word):
        return None
    return Found(value=day, end=number.end)


def _is_day_form(tokens: Tokens, bound: Found[Bound], case: Case) -> bool:
    """«двадцатого», «на двадцатое», «к двадцатому»; «двадцатое» alone may be anything."""
    before = word_at(tokens, bound.end - 1)
    if before in ("на", "по"):
        return Case.NOMINATIVE in case
    if before in ("в", "во"):
        return tokens[bound.end].is_written and Case.GENITIVE in case
    if before in ("к", "ко"):
        return Case.DATIVE in case
    return Case.GENITIVE in case and bool(_CASE_AFTER[bound.value] & Case.GENITIVE)


def _read_day_number(tokens: Tokens, at: int) -> Found[Numeral] | None:
    ordinal = read_ordinal(tokens, at)
    if ordinal:
        return ordinal
    number = read_cardinal(tokens, at)
    if number is None or not tokens[at].is_written:
        return None
    is_date = _MONTHS.read(tokens, number.end) or (
        word_at(tokens, number.end) in _NUMBER_WORDS
    )
    return number if is_date else None


def _read_inverted(tokens: Tokens, at: int) -> Found[Numeral] | None:
    """The «числа 15» that recognizers make of «числа пятнадцатого»."""
    if word_at(tokens, at) not in ("числа", "число"):
        return None
    number = read_cardinal(tokens, at + 1)
    return number if number and tokens[at + 1].is_written else None


def _read_month(tokens: Tokens, at: int, day: DayOfMonth) -> Found[DayOfMonth] | None:
    """«марта», «марта 2026 года», «числа», «числа следующего месяца»."""
    month = _MONTHS.read(tokens, at)
    if month:
        return _read_year(tokens, month.end, replace(day, month=month.value))
    end = at + (word_at(tokens, at) in _NUMBER_WORDS)
    which = MONTHS_ON.read(tokens, end)
    if which and word_at(tokens, which.end) in MONTH_WORDS:
        full = replace(day, months_on=which.value)
        return Found(value=full, end=which.end + 1)
    return Found(value=day, end=end) if end > at else None


_YEAR_WORDS = word_set("года год году г")


def _read_year(tokens: Tokens, at: int, day: DayOfMonth) -> Found[DayOfMonth]:
    start = at
    if (word_at(tokens, at), word_at(tokens, at + 1)) == ("две", "тысячи"):
        start = at + 2
    number = read_ordinal(tokens, start) or read_cardinal(tokens, start)
    if number is None or word_at(tokens, number.end) not in _YEAR_WORDS:
        return Found(value=day, end=at)
    year = _full_year(number.value.value)
    return Found(value=replace(day, year=year), end=number.end + 1)
