"""What conditions compare with what."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from voicebot.scenario.condition import Condition

_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A slot beside a text or a number; `is_order` for `<` and its like."""

    slot: str
    constant: str | Decimal
    is_order: bool


def comparisons_of(condition: Condition) -> Iterator[Comparison]:
    """Every slot that stands beside a constant; of a list, beside each."""
    for part in ast.walk(ast.parse(condition.source, mode="eval")):
        if isinstance(part, ast.Compare):
            sides = [part.left, *part.comparators]
            for left, sign, right in zip(sides, part.ops, sides[1:], strict=False):
                yield from _compared(left, sign, right)


def _compared(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Iterator[Comparison]:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, ast.Name):
            for constant in _constants(other):
                yield Comparison(
                    slot=one.id,
                    constant=constant,
                    is_order=isinstance(sign, _ORDERS),
                )


def _constants(side: ast.expr) -> Iterator[str | Decimal]:
    match side:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Constant(value=number):
            yield Decimal(str(number))
        case ast.UnaryOp(operand=operand):
            yield from _constants(operand)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for element in elements:
                yield from _constants(element)
        case _:
            return
