"""What is wrong with a request's parts, in sentences."""

from collections.abc import Callable, Mapping, Sequence
from textwrap import shorten
from typing import Any

from voicebot.i18n import _
from voicebot.web.problem import Complaint, Kind, Problem

LONGEST_SHOWN = 40


def invalid(errors: Sequence[Any]) -> Problem:
    """What pydantic found in a request; the first complaint is the sentence."""
    complaints = complaints_of(errors)
    first = complaints[0]
    detail = _("{where}: {complaint}").format(where=first.where, complaint=first.detail)
    return Problem(kind=Kind.INVALID, detail=detail, complaints=complaints)


def complaints_of(errors: Sequence[Any]) -> tuple[Complaint, ...]:
    """One for each error that pydantic tells of."""
    return tuple(map(_complaint, errors))


def _complaint(error: Mapping[str, Any]) -> Complaint:
    place = ".".join(str(part) for part in error["loc"])
    kind, named = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return Complaint(where=place, detail=str(named.get("error", error["msg"])))
    sentence = _SENTENCES.get(kind)
    if sentence is None:
        told = _("it cannot be so: {reason}").format(reason=error["msg"])
        return Complaint(where=place, detail=told)
    named = {**named, "expected": _alternatives(named.get("expected", ""))}
    shown = shorten(str(error.get("input")), LONGEST_SHOWN, placeholder="…")
    return Complaint(where=place, detail=sentence().format(shown=shown, **named))


def _alternatives(expected: str) -> str:
    return expected.replace(" or ", _(" or "))


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "missing": lambda: _("it is missing; send it"),
    "extra_forbidden": lambda: _("it means nothing here; remove it"),
    "json_invalid": lambda: _("the text is no JSON ({error}); correct it"),
    "string_type": lambda: _('"{shown}" is no text; put quotes around it'),
    "string_too_short": lambda: _("it is empty; write at least {min_length} letters"),
    "string_too_long": lambda: _("it is too long; {max_length} letters is the most"),
    "string_pattern_mismatch": lambda: _('"{shown}" cannot stand here'),
    "int_type": lambda: _('"{shown}" is no whole number'),
    "int_parsing": lambda: _('"{shown}" is no whole number'),
    "int_parsing_size": lambda: _("the number is too large"),
    "int_from_float": lambda: _('"{shown}" is no whole number'),
    "bool_type": lambda: _("write true or false"),
    "bool_parsing": lambda: _("write true or false"),
    "greater_than_equal": lambda: _("{ge} is the least"),
    "less_than_equal": lambda: _("{le} is the most"),
    "too_short": lambda: _("write at least {min_length}"),
    "too_long": lambda: _("there are {actual_length}; {max_length} is the most"),
    "enum": lambda: _('"{shown}" cannot stand here; write {expected}'),
    "literal_error": lambda: _('"{shown}" cannot stand here; write {expected}'),
    "dict_type": lambda: _("write keys with values: {{…}}"),
    "mapping_type": lambda: _("write keys with values: {{…}}"),
    "model_attributes_type": lambda: _("write keys with values: {{…}}"),
    "model_type": lambda: _("write keys with values: {{…}}"),
    "list_type": lambda: _("write a list: […]"),
    "tuple_type": lambda: _("write a list: […]"),
    "datetime_from_date_parsing": lambda: _(
        '"{shown}" is no moment; write one like 2026-11-20T14:10+03:00'
    ),
    "timezone_aware": lambda: _(
        "the moment lacks its offset; write one like 2026-11-20T14:10+03:00"
    ),
}
"""By pydantic's type of an error."""
