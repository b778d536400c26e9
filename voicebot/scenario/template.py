"""Texts with slots: `Добрый день, {client_name | else клиент}.`."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from voicebot.i18n import _
from voicebot.scenario import filters
from voicebot.scenario.discovery import classes_in
from voicebot.scenario.filter import Filter, Surroundings
from voicebot.scenario.reading.similar import did_you_mean
from voicebot.scenario.written import Written

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"^[^\W\d]\w*$")
_GAP_BEFORE_MARK = re.compile(r"[,\s]+(?=[.!?…,])")


@functools.cache
def filter_types() -> dict[str, type[Filter]]:
    """Every filter by its name."""
    return {kind.name: kind for kind in classes_in(filters, Filter)}  # type: ignore[type-abstract]  # the base itself is what is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A slot's name and the filters its value goes through, in order."""

    name: str
    filters: tuple[Filter, ...]

    @property
    def has_fallback(self) -> bool:
        """Whether a missing value is made up for by a filter."""
        return any(step.fills for step in self.filters)

    def render(self, around: Surroundings) -> str | None:
        value = around.values.get(self.name)
        around = replace(around, kind=around.kinds.get(self.name))
        for step in self.filters:
            value = step.apply(value, around)
        return value


class Template(Written):
    """A text with its slots.

    `names` are those of its slots; `fixed_text` is what stands around them.
    """

    __slots__ = ("fixed_text", "names", "parts")

    def __init__(self, source: str) -> None:
        """Parse `source`.

        Raises:
            ValueError: a brace, a slot's name or a filter cannot be read.
        """
        super().__init__(source)
        self.parts: tuple[str | Expression, ...] = tuple(_parse(self.source))
        self.names = frozenset(slot.name for slot in self.expressions)
        self.fixed_text = "".join(part for part in self.parts if isinstance(part, str))

    @property
    def expressions(self) -> tuple[Expression, ...]:
        return tuple(part for part in self.parts if isinstance(part, Expression))

    @property
    def is_fixed(self) -> bool:
        return not self.names

    def render(self, around: Surroundings) -> str:
        """The text with every slot filled; a missing value leaves no gap behind."""
        return self.render_with(lambda slot: slot.render(around) or "")

    def render_with(self, fill: Callable[[Expression], str]) -> str:
        """The text with what `fill` gives for each slot."""
        is_markup = self.source.startswith("<speak")
        pieces: list[str] = []
        has_gap = False
        for part in self.parts:
            value = part if isinstance(part, str) else fill(part)
            has_gap = has_gap or not value
            is_foreign = is_markup and not isinstance(part, str)
            pieces.append(_escape(value) if is_foreign else value)
        text = "".join(pieces)
        return " ".join((_GAP_BEFORE_MARK.sub("", text) if has_gap else text).split())


def _listed(value: Any) -> Any:
    return value if isinstance(value, tuple | list) else (value,)


_TEXT = {"type": "string", "minLength": 1}

Variants = Annotated[
    tuple[Template, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema(
        {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
    ),
]
"""One text, or several that are said in turn."""


def _escape(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _parse(source: str) -> list[str | Expression]:
    parts: list[str | Expression] = []
    literal = ""
    end = 0
    for found in _PIECE.finditer(source):
        literal += source[end : found.start()]
        end = found.end()
        if found[0] in {"{{", "}}"}:
            literal += found[0][0]
        elif found[1] is None:
            raise ValueError(_lonely_brace(found[0]))
        else:
            parts += [literal] if literal else []
            parts.append(_expression(found[1]))
            literal = ""
    literal += source[end:]
    return [*parts, literal] if literal else parts


def _lonely_brace(brace: str) -> str:
    return _(
        'the brace "{brace}" has no partner; close the slot, or write the brace twice'
    ).format(brace=brace)


def _expression(text: str) -> Expression:
    name, *steps = (piece.strip() for piece in text.split("|"))
    if not _NAME.match(name):
        raise ValueError(
            _('"{{{text}}}" names no slot; write one like {{client_name}}').format(
                text=text
            )
        )
    return Expression(name=name, filters=tuple(_filter(step) for step in steps))


def _filter(text: str) -> Filter:
    name, _space, argument = text.partition(" ")
    kind = filter_types().get(name)
    if kind is None:
        message = _('there is no filter "{name}"').format(name=name)
        raise ValueError(message + did_you_mean(name, filter_types()))
    return kind(argument.strip())
