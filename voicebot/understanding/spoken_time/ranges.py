"""Hours with what stands before them: «в», «к», «после», «до», «с … до», «между»."""

from dataclasses import dataclass
from enum import Enum, auto

from voicebot.understanding.spoken_time.clock import HOUR_MIN, Certainty, Clock
from voicebot.understanding.spoken_time.clock_reading import read_clock
from voicebot.understanding.spoken_time.day_parts import DayPart, read_day_part
from voicebot.understanding.spoken_time.hour_words import MINUTE_WORDS, read_nth_hour
from voicebot.understanding.spoken_time.hours import (
    AtClock,
    Between,
    Hours,
    SameTime,
    Since,
    Until,
)
from voicebot.understanding.spoken_time.numerals import Case, locative_ordinal
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_counted, word_set


class _Side(Enum):
    AT = auto()
    SINCE = auto()
    UNTIL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Preposition:
    side: _Side
    case: Case


_NOMINATIVE, _GENITIVE, _DATIVE = Case.NOMINATIVE, Case.GENITIVE, Case.DATIVE

_PREPOSITIONS = Phrasebook(
    {
        "в|во|на": _Preposition(side=_Side.AT, case=_NOMINATIVE),
        "ближе? к|ко": _Preposition(side=_Side.AT, case=_DATIVE),
        "в? районе|около": _Preposition(side=_Side.AT, case=_GENITIVE),
        "сразу? после": _Preposition(side=_Side.SINCE, case=_GENITIVE),
        "начиная? с|со": _Preposition(side=_Side.SINCE, case=_GENITIVE),
        "позже|позднее": _Preposition(side=_Side.SINCE, case=_GENITIVE),
        "не раньше|ранее": _Preposition(side=_Side.SINCE, case=_GENITIVE),
        "не раньше|ранее чем? в": _Preposition(side=_Side.SINCE, case=_NOMINATIVE),
        "до|раньше": _Preposition(side=_Side.UNTIL, case=_GENITIVE),
        "не позже|позднее": _Preposition(side=_Side.UNTIL, case=_GENITIVE),
        "не позже|позднее чем? в": _Preposition(side=_Side.UNTIL, case=_NOMINATIVE),
    }
)

_HOURS_OF_A_HALF, _THIRD_OF_HOUR = 12, 20

_PLURAL_HOURS = word_set("часа часов часам часиков часикам часика")
_RATES = word_set("раз раза километров км рублей тысяч оборотов")
"""What is so many «в час»."""

_MORNING, _NOON, _AFTER_LUNCH, _EVENING, _LATE = (
    Clock(minute=minute, is_exact=True)
    for minute in (
        DayPart.MORNING.start_min,
        DayPart.LUNCH.start_min,
        DayPart.LUNCH.end_min,
        DayPart.EVENING.start_min,
        DayPart.EVENING.end_min,
    )
)
_UNTIL_PART = Phrasebook(
    {
        "до|перед самого? обеда": Until(clock=_NOON),
        "до самого? вечера": Until(clock=_EVENING),
        "до самого? утра": Until(clock=_MORNING),
    }
)
_NOT_BEFORE_PART = Phrasebook[Hours](
    {
        "не раньше|ранее обеда": Since(clock=_NOON),
        "не раньше|ранее вечера": Since(clock=_EVENING),
        "не раньше|ранее утра": Since(clock=_MORNING),
        "не позже|позднее обеда": Until(clock=_AFTER_LUNCH),
        "не позже|позднее вечера": Until(clock=_LATE),
    }
)
_SAME_TIME = Phrasebook({"в|во|на это|то|такое самое? время": SameTime()})


def read_hours(tokens: Tokens, at: int) -> Found[Hours] | None:
    """Hours that need nothing around them to be sure."""
    for read in (
        _read_between,
        _read_from_to,
        _read_prepositional,
        read_day_part,
        _UNTIL_PART.read,
        _NOT_BEFORE_PART.read,
        _SAME_TIME.read,
        _read_nth_hour,
        _read_end_of_hour,
        _read_lost_since,
        _read_lost_at,
        _read_certain,
    ):
        found: Found[Hours] | None = read(tokens, at)
        if found:
            return found
    return None


def read_bare_hours(tokens: Tokens, at: int) -> Found[Hours] | None:
    """«пятнадцать тридцать», «десять», «10-12»: a time only if the place says so."""
    clock = read_clock(tokens, at, Case.NOMINATIVE)
    return _single_or_pair(tokens, clock, Case.NOMINATIVE) if clock else None


def _single_or_pair(tokens: Tokens, clock: Found[Clock], case: Case) -> Found[Hours]:
    alone = Found(value=AtClock(clock=clock.value), end=clock.end)
    return _read_second(tokens, clock, case) or alone


def _read_certain(tokens: Tokens, at: int) -> Found[Hours] | None:
    """«полпятого», «семь вечера», «15:30», with no preposition."""
    start = at + (word_at(tokens, at) in _PLURAL_HOURS)
    clock = read_clock(tokens, start, Case.NOMINATIVE)
    if clock is None or clock.value.certainty is not Certainty.CERTAIN:
        return None
    return _single_or_pair(tokens, clock, Case.NOMINATIVE)


def _read_prepositional(tokens: Tokens, at: int) -> Found[Hours] | None:
    """«часов в семь», «к шести», «после часа», «часов до девяти»."""
    start = at + (word_at(tokens, at) in _PLURAL_HOURS)
    before = _PREPOSITIONS.read(tokens, start)
    if before is None or _is_rate(tokens, at) or _is_lasting(tokens, at):
        return None
    clock = _read_clock_after(tokens, before)
    if clock is None or _is_duration(tokens, start, clock.value):
        return None
    match before.value.side:
        case _Side.AT:
            return _single_or_pair(tokens, clock, before.value.case)
        case _Side.SINCE:
            return Found(value=Since(clock=clock.value), end=clock.end)
        case _Side.UNTIL:
            return Found(value=Until(clock=clock.value), end=clock.end)


def _is_rate(tokens: Tokens, at: int) -> bool:
    """«два раза в час»; «как раз в четыре» is an hour."""
    return word_at(tokens, at - 1) in _RATES and word_at(tokens, at - 2) != "как"


def _is_lasting(tokens: Tokens, at: int) -> bool:
    """«минут на десять» says how long."""
    return word_at(tokens, at) == "на" and word_at(tokens, at - 1) in MINUTE_WORDS


def _read_clock_after(
    tokens: Tokens, before: Found[_Preposition]
) -> Found[Clock] | None:
    clock = read_clock(tokens, before.end, before.value.case)
    if clock is None and word_at(tokens, before.end) in _PLURAL_HOURS:
        clock = read_clock(tokens, before.end + 1, before.value.case)
    return clock


def _is_duration(tokens: Tokens, at: int, clock: Clock) -> bool:
    """«на три дня», «на час» say how long."""
    is_unsure = clock.certainty is Certainty.NUMBER
    if is_unsure and not _COMPARED.isdisjoint(token.word for token in tokens[at:][:4]):
        return True
    if word_at(tokens, at) != "на" or not is_unsure:
        return False
    return clock.part is DayPart.DAYTIME or word_at(tokens, at + 1) in ("час", "часик")


_COMPARED = word_set("больше меньше дольше дороже дешевле")


def _read_second(
    tokens: Tokens, first: Found[Clock], case: Case
) -> Found[Hours] | None:
    """The second hour of «в два-три», «в два или три часа дня»."""
    at = first.end + (word_at(tokens, first.end) in ("или", "либо"))
    if at >= len(tokens) or (at == first.end and tokens[at].is_after_pause):
        return None
    second = read_clock(tokens, at, case)
    if (
        second is None
        or not 0 < _gap_min(first.value, second.value) <= _LONGEST_GAP_MIN
    ):
        return None
    start = first.value
    if second.value.part:
        start = start.within(second.value.part)
    return Found(value=Between(start=start, end=second.value), end=second.end)


_LONGEST_GAP_MIN = 3 * 60
"""Between two hours named as one guess: «в два-три», «10-12»."""


def _gap_min(first: Clock, second: Clock) -> int:
    return (second.minutes[0] - first.minutes[0]) % (12 * 60)


def _read_from_to(tokens: Tokens, at: int) -> Found[Hours] | None:
    """«с двух по четыре», «от двух до четырёх»."""
    if word_at(tokens, at) not in ("с", "со", "от"):
        return None
    start = read_clock(tokens, at + 1, Case.GENITIVE)
    if start is None or word_at(tokens, start.end) not in ("до", "по"):
        return None
    part = _UNTIL_PART.read(tokens, start.end)
    if part:
        both = Between(start=start.value, end=part.value.clock)
        return Found(value=both, end=part.end)
    case = Case.GENITIVE if word_at(tokens, start.end) == "до" else Case.NOMINATIVE
    end = read_clock(tokens, start.end + 1, case)
    if end is None:
        return None
    return Found(value=Between(start=start.value, end=end.value), end=end.end)


_CALLS = word_set(
    "перезвоните перезвони перезвонить позвоните позвони позвонить наберите набери "
    "набрать звоните звонить созвонимся"
)
_FEW_HOURS = word_set("часа часика часов часиков")


def _read_lost_at(tokens: Tokens, at: int) -> Found[Hours] | None:
    """The «часа два» of «перезвоните часа два»: recognizers lose a short «в»."""
    if word_at(tokens, at) not in _FEW_HOURS or word_at(tokens, at - 1) not in _CALLS:
        return None
    clock = read_clock(tokens, at + 1, Case.NOMINATIVE)
    return _single_or_pair(tokens, clock, Case.NOMINATIVE) if clock else None


def _read_lost_since(tokens: Tokens, at: int) -> Found[Hours] | None:
    """«2 до 4» as all that begins an answer: a short «с» is lost likewise."""
    is_first = (
        at == 0 or tokens[at].is_after_pause or word_at(tokens, at - 1) in _OPENINGS
    )
    start = read_clock(tokens, at, Case.ANY) if is_first else None
    if start is None or word_at(tokens, start.end) != "до":
        return None
    end = read_clock(tokens, start.end + 1, Case.GENITIVE)
    if end is None or not 0 < _gap_min(start.value, end.value) <= _LONGEST_LOST_MIN:
        return None
    both = Between(start=start.value, end=end.value)
    return Found(value=both, end=end.end)


_LONGEST_LOST_MIN = 8 * 60
_OPENINGS = word_set("да ну давайте можно хорошо алло лучше тогда")


def _read_between(tokens: Tokens, at: int) -> Found[Hours] | None:
    """«между тремя и пятью», «в промежутке между тремя и пятью»."""
    if word_at(tokens, at) != "между":
        return None
    case = Case.INSTRUMENTAL | Case.GENITIVE
    start = read_clock(tokens, at + 1, case)
    if start is None or word_at(tokens, start.end) != "и":
        return None
    end = read_clock(tokens, start.end + 1, case)
    if end is None:
        return None
    return Found(value=Between(start=start.value, end=end.value), end=end.end)


_IN = ("в", "во")

_ENDS_OF_HOUR = Phrasebook(
    {
        "в самом? начале": (0, _THIRD_OF_HOUR),
        "в самом? конце": (2 * _THIRD_OF_HOUR, HOUR_MIN),
    }
)


def _read_end_of_hour(tokens: Tokens, at: int) -> Found[Hours] | None:
    """«в начале шестого»: five to twenty past; «в начале шестого месяца» is none."""
    end = _ENDS_OF_HOUR.read(tokens, at)
    hour = read_nth_hour(tokens, end.end) if end else None
    if end is None or hour is None or is_counted(word_at(tokens, hour.end)):
        return None
    start_min = ((hour.value - 1) or _HOURS_OF_A_HALF) * HOUR_MIN
    first, last = end.value
    between = Between(
        start=Clock(minute=start_min + first),
        end=Clock(minute=start_min + last),
    )
    return Found(value=between, end=hour.end)


def _read_nth_hour(tokens: Tokens, at: int) -> Found[Hours] | None:
    """«в шестом часу», «часу в шестом»: from five to six."""
    words = tuple(word_at(tokens, at + later) for later in range(3))
    number = locative_ordinal(words[1]) or locative_ordinal(words[2])
    first, second = words[0], words[1]
    is_hour = (first in _IN and words[2] == "часу") or (
        first == "часу" and second in _IN
    )
    if not is_hour:
        return None
    if number is None or number > _HOURS_OF_A_HALF:
        return None
    start = Clock(minute=((number - 1) or _HOURS_OF_A_HALF) * HOUR_MIN)
    return Found(
        value=Between(start=start, end=Clock(minute=number * HOUR_MIN)), end=at + 3
    )
