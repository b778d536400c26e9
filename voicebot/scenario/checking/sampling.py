"""Which choices of a `choose` are ever made: tried out on values that matter.

Conditions only compare, so the values at, just below and just above every constant,
a foreign one and none at all tell the cases of one slot apart. What several slots
have between them is tried in every combination, up to a bound.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from math import prod

from voicebot.scenario.condition import Condition, Known
from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.choose import Choose
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value import value_complaint

_NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
_DAY = timedelta(days=1)
_ALWAYS_TRIED = ("yes", "no", "0", "1", "ъ", "+79261234567")

_MOST_TRIED = 40_000
"""Conditions asked at one node: half a second of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """By position: whether a choice can hold, and whether it is then taken.

    `is_exhaustive` tells that one of them always is.
    """

    holding: tuple[bool, ...]
    taken: tuple[bool, ...]
    is_exhaustive: bool


def choices_made(scenario: Scenario, node: str) -> Choices | None:
    """What comes of the node's `choose`; None without one, or where it is too much."""
    step = scenario.nodes[node].steps_by_key.get("choose")
    if not isinstance(step, Choose):
        return None
    return scenario.kept(("choices made", node), lambda: _tried(scenario, step))


def constants_of(condition: Condition) -> Iterator[str | Decimal]:
    """Every text and number that stands in the condition."""
    for part in ast.walk(ast.parse(condition.source, mode="eval")):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, ast.Constant):
            yield Decimal(str(part.value))


def _tried(scenario: Scenario, step: Choose) -> Choices | None:
    conditions = [choice.when for choice in step.choices]
    written = [condition for condition in conditions if condition is not None]
    names = sorted({name for condition in written for name in condition.names})
    values = [_values(scenario, name, written) for name in names]
    moments = _moments_of_talk(written)
    combinations = prod(len(each) for each in values) * len(moments)
    if combinations * len(conditions) > _MOST_TRIED:
        return None
    held: set[int] = set()
    first: set[int] = set()
    types = {name: slot.type for name, slot in scenario.slots.items()}
    for now, combination in product(moments, product(*values)):
        held_slots = dict(zip(names, combination, strict=True))
        known = Known(values=held_slots, types=types, now=now)
        holding = [
            place
            for place, condition in enumerate(conditions)
            if condition is None or condition.holds(known)
        ]
        held.update(holding)
        first.add(holding[0] if holding else len(conditions))
    places = range(len(conditions))
    return Choices(
        holding=tuple(place in held for place in places),
        taken=tuple(place in first for place in places),
        is_exhaustive=len(conditions) not in first,
    )


def _moments_of_talk(conditions: Sequence[Condition]) -> Sequence[datetime]:
    """When the talk may be: around every moment that is written."""
    constants = (each for condition in conditions for each in constants_of(condition))
    around = (text for constant in constants for text in _around(constant))
    read = (_moment(text) for text in around)
    return tuple(dict.fromkeys([_NOW, *(moment for moment in read if moment)]))


def _moment(text: str) -> datetime | None:
    """The time, where the text is one and not merely a number."""
    if len(text) < len("2026-11-20"):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _values(
    scenario: Scenario, name: str, conditions: Sequence[Condition]
) -> Sequence[str]:
    """Values that the slot may have, of those that may make a difference."""
    slot = scenario.slots.get(name)
    kind = slot.type if slot else SlotType.TEXT
    constants = [each for condition in conditions for each in constants_of(condition)]
    tried = dict.fromkeys(
        value
        for constant in [*_ALWAYS_TRIED, *constants, *_moments(kind)]
        for value in _around(constant)
        if value_complaint(kind, value) is None
    )
    is_never_empty = slot is not None and (slot.required or bool(slot.default))
    return [*tried] if is_never_empty else ["", *tried]


def _moments(kind: SlotType) -> Sequence[str]:
    match kind:
        case SlotType.TIME:
            return [(_NOW + _DAY * days).isoformat() for days in (-1, 0, 1)]
        case SlotType.DATE:
            return [(_NOW + _DAY * days).date().isoformat() for days in (-1, 0, 1)]
        case _:
            return ()


def _around(constant: str | Decimal) -> Iterator[str]:
    """The constant, and what lies just beside it."""
    yield str(constant)
    if isinstance(constant, Decimal):
        yield from (str(constant - 1), str(constant + 1), str(-constant))
    elif moment := _moment(constant):
        for beside in (moment - _DAY, moment + _DAY):
            yield from (beside.isoformat(), beside.date().isoformat())
