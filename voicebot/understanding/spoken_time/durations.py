"""How long: «полчаса», «час двадцать», «два-три дня», «минут двадцать»."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from voicebot.understanding.spoken_time.numerals import read_cardinal
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import word_set


class Scale(Enum):
    """What lengths are added up in."""

    MINUTES = 72 * 60
    DAYS = 370
    MONTHS = 24

    @property
    def longest(self) -> int:
        """A longer wait is no call-back: a number was misheard."""
        return self.value


class Unit(Enum):
    """What a length is counted in: the scale and how many of it."""

    MINUTE = (Scale.MINUTES, 1)
    HOUR = (Scale.MINUTES, 60)
    DAY_AND_NIGHT = (Scale.MINUTES, 24 * 60)
    DAY = (Scale.DAYS, 1)
    WEEK = (Scale.DAYS, 7)
    MONTH = (Scale.MONTHS, 1)
    QUARTER = (Scale.MONTHS, 3)
    YEAR = (Scale.MONTHS, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """From `least` to `most` on the scale; equal where one length was said."""

    scale: Scale
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How many units, at least and at most."""

    least: Fraction
    most: Fraction


_ONE = Amount(least=Fraction(1), most=Fraction(1))

_UNIT_ALONE = Phrasebook(
    {
        "минуту|минута|минутку|минуточку|минутка": Unit.MINUTE,
        "час|часик|часок|часочек|ч": Unit.HOUR,
        "сутки": Unit.DAY_AND_NIGHT,
        "день|денек|денечек": Unit.DAY,
        "неделю|недельку|неделя|неделька": Unit.WEEK,
        "месяц|месяцок": Unit.MONTH,
        "квартал": Unit.QUARTER,
        "год|годик": Unit.YEAR,
    }
)
"""Forms that mean one of it when no number stands by."""

_UNIT = Phrasebook(
    {
        "минуту|минута|минутку|минуточку|минутка|минуты|минут|мин|минуточки|минуточек|"
        "минутки|минуток": Unit.MINUTE,
        "час|часик|часок|часочек|ч|часа|часов|часу|часика|часиков|часочка": Unit.HOUR,
        "сутки|суток": Unit.DAY_AND_NIGHT,
        "день|денек|денечек|дня|дней|денька|деньков": Unit.DAY,
        "неделю|недельку|неделя|неделька|недели|недель|недельки|неделек": Unit.WEEK,
        "месяц|месяцок|месяца|месяцев": Unit.MONTH,
        "квартал|квартала|кварталов": Unit.QUARTER,
        "год|годик|года|лет|годика": Unit.YEAR,
    }
)

_HALF, _QUARTER = Fraction(1, 2), Fraction(1, 4)

_WHOLE = Phrasebook(
    {
        "полчаса|полчасика|полчасик|полчасок|получаса": (_HALF, Unit.HOUR),
        "половину|половина часа": (_HALF, Unit.HOUR),
        "четверть|четверти часа": (_QUARTER, Unit.HOUR),
        "три|трех четверти|четвертей часа": (3 * _QUARTER, Unit.HOUR),
        "полмесяца": (Fraction(2), Unit.WEEK),
        "полгода|полгодика": (Fraction(6), Unit.MONTH),
    }
)

_AMOUNTS = Phrasebook(
    {
        "полтора|полторы|полутора": Fraction(3, 2),
        "пара|пару|парочку|парочка|пары": Fraction(2),
        "тройка|тройку|троечку": Fraction(3),
    }
)

_TAILS = Phrasebook(
    {
        "с половиной|половинкой": _HALF,
        "с четвертью": _QUARTER,
        "половиной": _HALF,
        "четвертью": _QUARTER,
        "с небольшим|лишним|хвостиком|гаком": Fraction(0),
    }
)

_SOME = word_set("несколько нескольких")
SOME_MINUTES = Fraction(5)
SOME_OTHERS = Fraction(3)

_OTHER = word_set("другой другую другая")

_LEAST_BARE_MINUTES, _MOST_MINUTES = 10, 59
DAYS_OF_A_MONTH = 30


def read_duration(tokens: Tokens, at: int) -> Found[Duration] | None:
    """A length; a second, longer one right after it makes a range: «час-полтора»."""
    first = _read_single(tokens, at)
    if first is None:
        return None
    second = _read_single(tokens, first.end)
    if second is None or second.value.scale is not first.value.scale:
        return first
    if second.value.least <= first.value.most:
        return first
    least, most = first.value.least, second.value.most
    both = Duration(scale=first.value.scale, least=least, most=most)
    return Found(value=both, end=second.end)


def _read_single(tokens: Tokens, at: int) -> Found[Duration] | None:
    for read in (_read_whole, _read_counted, _read_unit_first, _read_one):
        found = read(tokens, at)
        if found:
            return found
    return None


def _read_whole(tokens: Tokens, at: int) -> Found[Duration] | None:
    found = _WHOLE.read(tokens, at)
    if found is None:
        return None
    amount, unit = found.value
    return measured(Amount(least=amount, most=amount), unit, found.end)


def _read_counted(tokens: Tokens, at: int) -> Found[Duration] | None:
    """«два часа», «два с половиной часа», «два часа двадцать минут»."""
    amount = read_amount(tokens, at)
    if amount is None:
        return _read_some(tokens, at)
    added, end = _read_tail(tokens, amount.end)
    unit = _UNIT.read(tokens, end)
    if unit is None:
        return None
    return _with_minutes(tokens, _plus(amount.value, added), unit)


def _read_some(tokens: Tokens, at: int) -> Found[Duration] | None:
    unit = _UNIT.read(tokens, at + 1) if word_at(tokens, at) in _SOME else None
    if unit is None:
        return None
    amount = SOME_MINUTES if unit.value is Unit.MINUTE else SOME_OTHERS
    return measured(Amount(least=amount, most=amount), unit.value, unit.end)


def _read_unit_first(tokens: Tokens, at: int) -> Found[Duration] | None:
    """«часа два», «минут двадцать пять», «недели две»."""
    if _UNIT_ALONE.read(tokens, at):
        return None
    unit = _UNIT.read(tokens, at)
    amount = read_amount(tokens, unit.end) if unit else None
    if unit is None or amount is None:
        return None
    added, end = _read_tail(tokens, amount.end)
    return measured(_plus(amount.value, added), unit.value, end)


def _read_one(tokens: Tokens, at: int) -> Found[Duration] | None:
    """«час», «час двадцать», «часик-другой», «неделю-две»."""
    unit = _UNIT_ALONE.read(tokens, at)
    if unit is None:
        return None
    if word_at(tokens, unit.end) in _OTHER:
        amount = Amount(least=Fraction(1), most=Fraction(2))
        return measured(amount, unit.value, unit.end + 1)
    added, end = _read_tail(tokens, unit.end)
    longer = _read_longer(tokens, end)
    if longer and not added:
        amount = Amount(least=Fraction(1), most=longer.value.most)
        return measured(amount, unit.value, longer.end)
    one = _plus(_ONE, added)
    return _with_minutes(tokens, one, Found(value=unit.value, end=end))


def _read_longer(tokens: Tokens, at: int) -> Found[Amount] | None:
    """The «полтора» of «час-полтора»: a small amount that nothing else claims."""
    amount = read_amount(tokens, at)
    if amount is None or not 1 < amount.value.most < _LEAST_BARE_MINUTES:
        return None
    return None if _UNIT.read(tokens, amount.end) else amount


def _with_minutes(
    tokens: Tokens, amount: Amount, unit: Found[Unit]
) -> Found[Duration] | None:
    """Hours may be followed by minutes: «час двадцать», «два часа и пять минут»."""
    hours = measured(amount, unit.value, unit.end)
    if hours is None or unit.value is not Unit.HOUR:
        return hours
    at = unit.end + (word_at(tokens, unit.end) == "и")
    minutes = read_cardinal(tokens, at)
    if minutes is None or not 0 < minutes.value.value <= _MOST_MINUTES:
        return hours
    named = _UNIT.read(tokens, minutes.end)
    is_named = named is not None and named.value is Unit.MINUTE
    if not is_named and (named or minutes.value.value < _LEAST_BARE_MINUTES):
        return hours
    longer = _plus(amount, Fraction(minutes.value.value, 60))
    end = named.end if named else minutes.end
    return measured(longer, unit.value, end)


def read_amount(tokens: Tokens, at: int) -> Found[Amount] | None:
    """One number or two rising ones: «два», «полтора», «два-три», «1,5»."""
    first = _read_number(tokens, at)
    if first is None:
        return None
    second = _read_number(tokens, first.end)
    if second is None or second.value <= first.value:
        most, end = first.value, first.end
    else:
        most, end = second.value, second.end
    return Found(value=Amount(least=first.value, most=most), end=end)


def _read_number(tokens: Tokens, at: int) -> Found[Fraction] | None:
    named = _AMOUNTS.read(tokens, at)
    if named:
        return named
    written = word_at(tokens, at).replace(",", ".")
    if written.replace(".", "", 1).isdecimal() and "." in written:
        return Found(value=Fraction(written), end=at + 1)
    cardinal = read_cardinal(tokens, at)
    if cardinal is None or cardinal.value.value == 0:
        return None
    return Found(value=Fraction(cardinal.value.value), end=cardinal.end)


def with_tail(tokens: Tokens, amount: Found[Amount]) -> Found[Amount]:
    """«два с половиной» where «с половиной» follows."""
    added, end = _read_tail(tokens, amount.end)
    return Found(value=_plus(amount.value, added), end=end)


def _read_tail(tokens: Tokens, at: int) -> tuple[Fraction, int]:
    tail = _TAILS.read(tokens, at)
    return (tail.value, tail.end) if tail else (Fraction(0), at)


def _plus(amount: Amount, added: Fraction) -> Amount:
    return Amount(least=amount.least + added, most=amount.most + added)


def measured(amount: Amount, unit: Unit, end: int) -> Found[Duration] | None:
    """The amount on its unit's scale; broken months are counted in days."""
    scale, size = unit.value
    is_broken = amount.least.denominator > 1 or amount.most.denominator > 1
    if unit is Unit.MONTH and is_broken:
        scale, size = Scale.DAYS, DAYS_OF_A_MONTH
    least, most = int(amount.least * size), int(amount.most * size)
    if not 0 < least <= most <= scale.longest:
        return None
    return Found(value=Duration(scale=scale, least=least, most=most), end=end)


def read_unit(tokens: Tokens, at: int) -> Found[Unit] | None:
    return _UNIT.read(tokens, at)


def read_one_unit(tokens: Tokens, at: int) -> Found[Duration] | None:
    """The «часа» of «в течение часа», in any form."""
    unit = _UNIT.read(tokens, at)
    return measured(_ONE, unit.value, unit.end) if unit else None
