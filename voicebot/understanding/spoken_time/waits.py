"""How long from now: «через полчаса», «минут через двадцать», «в течение часа»."""

from dataclasses import dataclass
from enum import Enum, auto

from voicebot.understanding.spoken_time.durations import (
    Duration,
    Scale,
    Unit,
    measured,
    read_amount,
    read_duration,
    read_one_unit,
    read_unit,
    with_tail,
)
from voicebot.understanding.spoken_time.phrasebook import Phrasebook
from voicebot.understanding.spoken_time.tokens import Found, Tokens, word_at
from voicebot.understanding.spoken_time.word_forms import is_counted, word_set


class WaitKind(Enum):
    """At its end, not before its end, or before its end."""

    FOR = auto()
    AT_LEAST = auto()
    AT_MOST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A length of time that begins now."""

    duration: Duration
    kind: WaitKind


_BEFORE = Phrasebook(
    {
        "через|спустя": WaitKind.FOR,
        "не раньше|ранее чем? через": WaitKind.AT_LEAST,
        "не позже|позднее чем? через": WaitKind.AT_MOST,
        "в|во течение|течении|пределах": WaitKind.AT_MOST,
        "в? ближайшие|ближайший|ближайшую|ближайших": WaitKind.AT_MOST,
    }
)

_ASKED_FOR = Phrasebook(
    {
        "дайте|дай мне? еще?": WaitKind.FOR,
        "нужно|надо еще?": WaitKind.FOR,
        "еще": WaitKind.FOR,
        "подождите|погодите|подожди|погоди|обождите с?": WaitKind.FOR,
    }
)

_AFTERWARDS = Phrasebook(
    {
        "спустя": None,
        "мне? еще? надо|нужно": None,
        "я? еще? буду занят|занята": None,
        "я? еще занят|занята": None,
        "подождите|погодите|подожди|погоди|обождите": None,
    }
)

SHORTEST_ASKED_MIN = 5
"""«дайте минуту», «подождите две минуты» ask to stay on the line."""


def read_wait(tokens: Tokens, at: int) -> Found[Wait] | None:
    for read in (
        _read_through,
        _read_inverted,
        _read_afterwards,
        _read_asked_for,
        _read_postponed,
        _read_without_unit,
    ):
        found = read(tokens, at)
        if found:
            return found
    return None


def _read_through(tokens: Tokens, at: int) -> Found[Wait] | None:
    """«через час», «не раньше чем через час»."""
    before = _BEFORE.read(tokens, at)
    if before is None:
        return None
    duration = read_duration(tokens, before.end)
    if duration is None and before.value is WaitKind.AT_MOST:
        duration = _read_one_unit(tokens, before.end)
    return _found(duration, before.value) if duration else None


def _read_one_unit(tokens: Tokens, at: int) -> Found[Duration] | None:
    """The «часа» of «в течение часа»; «в течение дня» is today's day."""
    return None if word_at(tokens, at) == "дня" else read_one_unit(tokens, at)


def _read_postponed(tokens: Tokens, at: int) -> Found[Wait] | None:
    """«отложим на недельку», «позвоните на часик попозже».

    «перенесите на три часа» is an hour, and «на час позже» is later than agreed.
    """
    duration = read_length_on(tokens, at)
    if duration is None or is_moment(duration.value):
        return None
    around = {token.word for token in tokens[max(at - _LOOK_AROUND, 0) : at]}
    is_in_days = duration.value.scale is not Scale.MINUTES
    has_later = word_at(tokens, duration.end) in _LATER
    if around & _MOVE and not (is_in_days and not has_later):
        return None
    following = {token.word for token in tokens[duration.end :][:_LOOK_AROUND]}
    if not (has_later or around & (_MOVE | _PUT_OFF) or following & _PUT_OFF):
        return None
    return _found(duration, WaitKind.FOR)


def read_length_on(tokens: Tokens, at: int) -> Found[Duration] | None:
    """«на час», «минут на двадцать»."""
    if word_at(tokens, at) == "на":
        return read_duration(tokens, at + 1)
    unit = read_unit(tokens, at)
    if unit is None or word_at(tokens, unit.end) != "на":
        return None
    amount = read_amount(tokens, unit.end + 1)
    return measured(amount.value, unit.value, amount.end) if amount else None


_LOOK_AROUND = 3
_LATER = word_set("позже попозже позднее")
_MOVE = word_set("перенесите перенести перенесем перенеси перенесли переносим сдвиньте")
_PUT_OFF = word_set("отложите отложить отложим отложи отодвиньте отодвинем подождите")


def _read_inverted(tokens: Tokens, at: int) -> Found[Wait] | None:
    """«минут через двадцать», «часика через полтора-два»."""
    unit = read_unit(tokens, at)
    if unit is None or word_at(tokens, unit.end) != "через":
        return None
    amount = read_amount(tokens, unit.end + 1)
    if amount is None:
        return None
    longer = with_tail(tokens, amount)
    duration = measured(longer.value, unit.value, longer.end)
    again = read_unit(tokens, longer.end)
    if duration and again and again.value is unit.value:
        duration = Found(value=duration.value, end=again.end)
    return _found(duration, WaitKind.FOR) if duration else None


_SECONDS = word_set("секунд секундочек")


def _read_without_unit(tokens: Tokens, at: int) -> Found[Wait] | None:
    """«через полтора», «через двадцать»: a few are hours, more are minutes."""
    if word_at(tokens, at) not in ("через", "спустя"):
        return None
    if word_at(tokens, at - 1) in _SECONDS:
        return None
    amount = read_amount(tokens, at + 1)
    if amount is None or is_counted(word_at(tokens, amount.end)):
        return None
    is_few = amount.value.most < SHORTEST_ASKED_MIN
    duration = measured(amount.value, Unit.HOUR if is_few else Unit.MINUTE, amount.end)
    return _found(duration, WaitKind.FOR) if duration else None


def _read_afterwards(tokens: Tokens, at: int) -> Found[Wait] | None:
    """«час спустя», «часа два я буду занят»."""
    duration = read_duration(tokens, at)
    after = _AFTERWARDS.read(tokens, duration.end) if duration else None
    if duration is None or after is None:
        return None
    wait = Wait(duration=duration.value, kind=WaitKind.FOR)
    return Found(value=wait, end=after.end)


def _read_asked_for(tokens: Tokens, at: int) -> Found[Wait] | None:
    """«дайте мне минут десять», «ещё полчаса»."""
    before = _ASKED_FOR.read(tokens, at)
    duration = read_duration(tokens, before.end) if before else None
    if before is None or duration is None or is_moment(duration.value):
        return None
    return _found(duration, before.value)


def is_moment(duration: Duration) -> bool:
    """Whether it is so short that it asks to stay on the line."""
    is_short = duration.most < SHORTEST_ASKED_MIN
    return duration.scale is Scale.MINUTES and is_short


def _found(duration: Found[Duration], kind: WaitKind) -> Found[Wait]:
    return Found(value=Wait(duration=duration.value, kind=kind), end=duration.end)


def read_whole_wait(tokens: Tokens, at: int) -> Found[Wait] | None:
    """«минут двадцать», «полчасика» as an answer; «два часа» may be an hour of the day."""
    duration = read_duration(tokens, at)
    if duration is None or is_moment(duration.value):
        return None
    is_under_an_hour = (
        duration.value.scale is Scale.MINUTES and duration.value.least < HOUR_MIN
    )
    said = {token.word for token in tokens[at : duration.end]}
    if is_under_an_hour or said & _LENGTHS_ONLY:
        return _found(duration, WaitKind.FOR)
    return None


_LENGTHS_ONLY = word_set("пару пара парочку полтора полторы полутора часик часок")
HOUR_MIN = 60
