"""Values of slots: what a caller said or keyed, by the type that is asked for."""

import functools
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from voicebot.scenario import values
from voicebot.scenario.discovery import classes_in
from voicebot.scenario.filter import Surroundings
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value_type import ValueType, Wholeness
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.phrases import OUT_OF_SCOPE
from voicebot.understanding.spoken_time.reader import heard_time


@functools.cache
def value_types() -> Mapping[SlotType, ValueType]:
    """Every type by its name, in the order in which the names are listed."""
    found = {
        kind.kind: kind()
        for kind in classes_in(values, ValueType)  # type: ignore[type-abstract]  # the base itself is what is asked for
    }
    return {kind: found[kind] for kind in SlotType}


def value_said(kind: SlotType, meaning: Meaning, now: datetime) -> str | None:
    """The value that the utterance names, in the form it is kept; None if none.

    Times are ISO 8601 with offset, dates ISO, numbers plain decimals ("50000", "0.5"),
    telephone numbers E.164, digits as dialled ("0042"), yes_no "yes" or "no". Where
    the text means nothing and names none, the recognizer's other readings of a short
    answer are asked: they must agree.
    """
    value_type = value_types()[kind]
    value = value_type.said(meaning, now)
    if value is not None or value_type.is_long or meaning.intent not in _UNTOLD:
        return value
    others = {
        value_type.said(_as_read(meaning, text, now), now)
        for text in meaning.alternatives
    }
    others.discard(None)
    return others.pop() if len(others) == 1 else None


_UNTOLD = (None, OUT_OF_SCOPE)


def _as_read(meaning: Meaning, text: str, now: datetime) -> Meaning:
    return replace(meaning, text=text).with_time(heard_time(text, now))


def value_pressed(kind: SlotType, keys: str, now: datetime) -> str | None:
    """The value that the keys give, likewise."""
    return value_types()[kind].pressed(keys, now)


def most_keys(kind: SlotType) -> int:
    """How many keys a value of this type may have; 0 where keys cannot give it."""
    return value_types()[kind].most_keys


def value_intents(kind: SlotType) -> tuple[str, ...]:
    """Answers that are values by themselves: they compete where one is asked for."""
    return value_types()[kind].intents


def value_wholeness(kind: SlotType, meaning: Meaning, most: int = 0) -> Wholeness:
    """Whether the caller has said all of a value, so that their turn may end early.

    `most` is how many digits are awaited; 0 where any number of them may come.
    """
    return value_types()[kind].wholeness(meaning, most)


def spoken_value(kind: SlotType, value: str, around: Surroundings) -> str:
    """The value as people say it."""
    return value_types()[kind].spoken(value, around)


_GUESSED = (SlotType.DATE, SlotType.TIME)


def guessed_kind(value: str) -> SlotType | None:
    """The type of a value whose slot is not declared, where its form tells it.

    >>> [guessed_kind(text) for text in ("2026-11-20", "+79261234567", "42")]
    [<SlotType.DATE: 'date'>, <SlotType.PHONE: 'phone'>, None]
    """
    if value.startswith("+"):
        return SlotType.PHONE
    return next((kind for kind in _GUESSED if not value_complaint(kind, value)), None)


def value_complaint(kind: SlotType, value: str) -> str | None:
    """What is wrong with a value that a contact brings, or None."""
    return value_types()[kind].complaint(value)
