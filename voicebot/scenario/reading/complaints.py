"""Turns what pydantic found into sentences for authors."""

from collections.abc import Iterable, Mapping
from textwrap import shorten
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.document import Document, known_place, mark_of
from voicebot.scenario.reading.problem import Place, Problem
from voicebot.scenario.reading.similar import did_you_mean


def problems_of(
    error: ValidationError, document: Document, model: type[BaseModel] = Scenario
) -> list[Problem]:
    """One problem for each place that pydantic complains about in a `model`'s file."""
    found: dict[Place, list[ErrorDetails]] = {}
    for details in error.errors():
        found.setdefault(_place(details, document), []).append(details)
    return [
        _problem(_deepest(complaints), document, model)
        for place, complaints in found.items()
        if not _is_told_below(place, complaints, found)
    ]


def _place(details: ErrorDetails, document: Document) -> Place:
    """The complaint's place in the file; a missing key is a place too."""
    place = details["loc"]
    known = known_place(document.spots, place)
    return (*known, place[-1]) if details["type"] == "missing" else known


def _is_told_below(
    place: Place, complaints: list[ErrorDetails], found: Iterable[Place]
) -> bool:
    """Whether something deeper in the file says what is wrong."""
    is_vague = all(details["type"] in _VAGUE for details in complaints)
    return is_vague and any(
        len(other) > len(place) and other[: len(place)] == place for other in found
    )


def _problem(
    details: ErrorDetails, document: Document, model: type[BaseModel]
) -> Problem:
    is_about_key = details["type"] in {"missing", "extra_forbidden"}
    is_value = not is_about_key and not isinstance(details["input"], Mapping)
    mark = mark_of(document.spots, details["loc"], is_value=is_value)
    is_unknown = details["type"] == "extra_forbidden"
    return Problem(
        line=mark.line,
        column=mark.column,
        message=_sentence(details, document, model),
        rule="unknown_key" if is_unknown else "structure",
    )


def _deepest(complaints: list[ErrorDetails]) -> ErrorDetails:
    """The complaint that says most, where a union's members each have their own."""
    return max(complaints, key=lambda details: _WEIGHT.get(details["type"], 1))


_VAGUE = {"literal_error", "too_short"}
"""What a union's other member, or a list that lost a bad item, complains of besides."""

_WEIGHT = {"value_error": 3, "extra_forbidden": 2, "literal_error": 0}


def _sentence(details: ErrorDetails, document: Document, model: type[BaseModel]) -> str:
    key = _key(details, document)
    value = details["input"]
    match details["type"]:
        case "missing":
            return _('"{key}" is missing; write it here').format(key=key)
        case "extra_forbidden":
            known = _known_keys(model, details["loc"][:-1])
            return _('"{key}" means nothing here').format(key=key) + (
                did_you_mean(str(key), known) or _("; remove it")
            )
        case "value_error":
            return str(details.get("ctx", {}).get("error", details["msg"]))
        case "enum":
            expected = details.get("ctx", {}).get("expected", "")
            shown = shorten(str(value), _LONGEST_SHOWN, placeholder="…")
            return _('"{key}" cannot be "{value}"; write {expected}').format(
                key=key, value=shown, expected=expected
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
        place = known_place(document.spots, place)
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def _known_keys(model: type[BaseModel], place: Iterable[str | int]) -> set[str]:
    """The keys that the model at `place` takes."""
    kinds: list[Any] = [model]
    for part in place:
        below = [kind for above in kinds for kind in _below(above, part)]
        kinds = below or kinds
    return {key for kind in kinds if _is_model(kind) for key in _fields(kind)}


def _below(kind: Any, part: str | int) -> list[Any]:
    """What stands in `kind` at the key or position `part`; nothing for a tag."""
    if _is_model(kind):
        field = _fields(kind).get(str(part))
        return _members(field.annotation) if field else []
    if get_origin(kind) in {Mapping, tuple}:
        *_keys, value = (member for member in get_args(kind) if member is not Ellipsis)
        return _members(value)
    return []


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the keys under which a file has them."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _members(annotation: Any) -> list[Any]:
    """A union's members, unwrapped; anything else alone."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return [kind for one in get_args(annotation) for kind in _members(one)]
    return [annotation]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
