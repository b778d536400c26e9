"""Conditions of `choose`: `debt > 50000 and city == 'Москва'`."""

import ast
import itertools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from voicebot.i18n import _
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.written import Written

NOW = "now"
"""The moment of the talk, to compare a slot's time with."""

_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda value, values: value in values,
    ast.NotIn: lambda value, values: value not in values,
}

_WORDS = {"true": True, "false": False}

_LONGEST = 500
"""Characters; also bounds how deep a condition can be nested."""

_Value = Decimal | datetime | date | str | bool | tuple[Any, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a condition may ask about: values and types of slots, the aware time."""

    values: Mapping[str, str]
    types: Mapping[str, SlotType]
    now: datetime


class Condition(Written):
    """A condition; `names` are its slots."""

    __slots__ = ("_root", "names")

    def __init__(self, source: str) -> None:
        """Parse `source`.

        Raises:
            ValueError: it is no condition; the message says what to write.
        """
        super().__init__(source)
        self._root = _parse(self.source)
        found = (node for node in ast.walk(self._root) if isinstance(node, ast.Name))
        self.names = frozenset(node.id for node in found) - {NOW, *_WORDS}

    @property
    def known_names(self) -> frozenset[str]:
        """Slots that surely have a value where it holds."""
        return _known_names(self._root) - {NOW, *_WORDS}

    def holds(self, known: Known) -> bool:
        """Whether it is true; a comparison of what cannot be compared is not."""
        return _is_true(_value(self._root, known))


def _parse(source: str) -> ast.expr:
    """The condition as a tree of nothing but what is understood here."""
    try:
        root = ast.parse(source[:_LONGEST], mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        root = None
    if root is None or len(source) > _LONGEST:
        raise ValueError(_not_a_condition(source))
    for node in ast.walk(root):
        if not _is_understood(node):
            raise ValueError(_not_a_condition(source))
    return root


def _not_a_condition(source: str) -> str:
    return _(
        "\"{source}\" is no condition; write one like debt > 50000 and city == 'Москва'"
    ).format(source=source)


_PLAIN_KINDS = (
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.Not,
    ast.UnaryOp,
    ast.USub,
    ast.Compare,
    ast.Name,
    ast.Load,
    ast.Tuple,
    ast.List,
    *_COMPARISONS,
)


def _is_understood(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | int | float)
    return isinstance(node, _PLAIN_KINDS)


def _value(node: ast.expr, known: Known) -> _Value:
    match node:
        case ast.Constant(value=value):
            return _literal(value)
        case ast.Name(id=name):
            return _named(name, known)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return tuple(_value(element, known) for element in elements)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _is_true(_value(operand, known))
        case ast.UnaryOp(operand=operand):
            number = _value(operand, known)
            return -number if isinstance(number, Decimal) else None
        case ast.BoolOp(op=word, values=parts):
            joined = all if isinstance(word, ast.And) else any
            return joined(_is_true(_value(part, known)) for part in parts)
        case ast.Compare(left=left, ops=signs, comparators=others):
            return _compare([left, *others], signs, known)
        case _:
            raise AssertionError(f"{ast.dump(node)} was let through")


def _known_names(node: ast.expr) -> frozenset[str]:
    match node:
        case ast.Name(id=name):
            return frozenset({name})
        case ast.BoolOp(op=ast.And(), values=parts):
            return frozenset[str]().union(*map(_known_names, parts))
        case ast.BoolOp(values=parts):
            return frozenset.intersection(*map(_known_names, parts))
        case ast.Compare(left=left, comparators=others):
            sides = (side for side in (left, *others) if isinstance(side, ast.Name))
            return frozenset(side.id for side in sides)
        case _:
            return frozenset()


def _compare(sides: list[ast.expr], signs: list[ast.cmpop], known: Known) -> bool:
    values = [_value(side, known) for side in sides]
    pairs = itertools.pairwise(values)
    return all(
        _holds(sign, left, right)
        for sign, (left, right) in zip(signs, pairs, strict=True)
    )


def _holds(sign: ast.cmpop, left: _Value, right: _Value) -> bool:
    if left is None or right is None:
        return False
    if isinstance(sign, ast.In | ast.NotIn) and not isinstance(right, tuple):
        right = (right,)
    left, right = _alike(left, right)
    try:
        return _COMPARISONS[type(sign)](left, right)
    except TypeError:
        return False


def _alike(left: _Value, right: _Value) -> tuple[_Value, _Value]:
    """A text beside a number, a time or a date is read as one where it can be."""
    if isinstance(right, tuple):
        return left, tuple(_alike(left, each)[1] for each in right)
    if isinstance(left, str) and not isinstance(right, str):
        return _read_like(left, right), right
    if isinstance(right, str) and not isinstance(left, str):
        return left, _read_like(right, left)
    return left, right


def _read_like(text: str, model: _Value) -> _Value:
    try:
        match model:
            case bool():
                return {"true": True, "false": False}.get(text.lower(), text)
            case Decimal():
                return Decimal(text)
            case datetime():
                moment = datetime.fromisoformat(text)
                return moment if moment.tzinfo else moment.replace(tzinfo=model.tzinfo)
            case date():
                return date.fromisoformat(text)
            case _:
                return text
    except (ValueError, InvalidOperation):
        return text


def _is_true(value: _Value) -> bool:
    return bool(value) or isinstance(value, Decimal)


def _literal(value: object) -> _Value:
    if isinstance(value, bool | str):
        return value
    return Decimal(str(value))


def _named(name: str, known: Known) -> _Value:
    if name in _WORDS:
        return _WORDS[name]
    if name == NOW:
        return known.now
    text = known.values.get(name)
    if not text:
        return None
    model = _MODELS.get(known.types.get(name, SlotType.TEXT))
    return _read_like(text, model(known.now)) if model else text


_MODELS: Mapping[SlotType, Callable[[datetime], _Value]] = {
    SlotType.NUMBER: lambda _now: Decimal(0),
    SlotType.TIME: lambda now: now,
    SlotType.DATE: lambda now: now.date(),
}
"""What values of a type are read like."""
