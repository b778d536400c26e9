"""Turns what pydantic found into sentences for authors."""

from collections.abc import Iterable, Mapping
from textwrap import shorten
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from voicebot.i18n import _
from voicebot.scenario.document import Document, known_place
from voicebot.scenario.model import Scenario
from voicebot.scenario.problem import Problem
from voicebot.scenario.similar import did_you_mean


def problems_of(error: ValidationError, document: Document) -> list[Problem]:
    """One problem for each place that pydantic complains about."""
    found: dict[int, list[ErrorDetails]] = {}
    for details in error.errors():
        found.setdefault(document.line_of(details["loc"]), []).append(details)
    return [
        Problem(line=line, message=_sentence(_deepest(complaints), document))
        for line, complaints in found.items()
    ]


def _deepest(complaints: list[ErrorDetails]) -> ErrorDetails:
    """The complaint that says most, where a union's members each have their own."""
    return max(complaints, key=lambda details: _WEIGHT.get(details["type"], 1))


_WEIGHT = {"value_error": 3, "extra_forbidden": 2, "literal_error": 0}


def _sentence(details: ErrorDetails, document: Document) -> str:
    key = _key(details, document)
    value = details["input"]
    match details["type"]:
        case "missing":
            return _('"{key}" is missing; write it here').format(key=key)
        case "extra_forbidden":
            known = _known_keys(details["loc"][:-1])
            return _('"{key}" means nothing here').format(key=key) + (
                did_you_mean(str(key), known) or _("; remove it")
            )
        case "value_error":
            return str(details.get("ctx", {}).get("error", details["msg"]))
        case "enum":
            expected = details.get("ctx", {}).get("expected", "")
            return _('"{key}" cannot be "{value}"; write {expected}').format(
                key=key, value=value, expected=expected
            )
        case kind if kind in _EXPECTED:
            return _('"{key}" holds {value}; write {expected}').format(
                key=key, value=_shown(value), expected=_EXPECTED[kind]()
            )
        case _:
            return _('"{key}" holds {value}: {reason}').format(
                key=key, value=_shown(value), reason=details["msg"]
            )


_EXPECTED = {
    "string_type": lambda: _("text (put quotes around it)"),
    "string_too_short": lambda: _("some text"),
    "bool_type": lambda: _("true or false"),
    "mapping_type": lambda: _("keys with values"),
    "model_type": lambda: _("keys with values"),
    "tuple_type": lambda: _("a list"),
    "literal_error": lambda: _("true, or remove the key"),
    "too_short": lambda: _("at least one"),
}
"""What stands where pydantic found something else, by its error type."""

_LONGEST_SHOWN = 40


def _shown(value: Any) -> str:
    match value:
        case None:
            return _("nothing")
        case bool():
            return str(value).lower()
        case dict():
            return _("keys with values")
        case tuple():
            return _("a list")
        case _:
            return f'"{shorten(str(value), _LONGEST_SHOWN, placeholder="…")}"'


def _key(details: ErrorDetails, document: Document) -> str:
    """The key of the file that a complaint is about."""
    place = details["loc"]
    if details["type"] != "missing":
        place = known_place(document.lines, place)
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def _known_keys(place: Iterable[str | int]) -> set[str]:
    """The keys that the model at `place` takes."""
    kinds: list[Any] = [Scenario]
    for part in place:
        below = [kind for above in kinds for kind in _below(above, part)]
        kinds = below or kinds
    return {key for kind in kinds if _is_model(kind) for key in kind.model_fields}


def _below(kind: Any, part: str | int) -> list[Any]:
    """What stands in `kind` at the key or position `part`; nothing for a tag."""
    if _is_model(kind):
        field = kind.model_fields.get(part)
        return _members(field.annotation) if field else []
    if get_origin(kind) in {Mapping, tuple}:
        *_keys, value = (member for member in get_args(kind) if member is not Ellipsis)
        return _members(value)
    return []


def _members(annotation: Any) -> list[Any]:
    """A union's members, unwrapped; anything else alone."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return [kind for one in get_args(annotation) for kind in _members(one)]
    return [annotation]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
