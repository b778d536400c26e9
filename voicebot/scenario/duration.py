"""Durations as authors write them."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from voicebot.i18n import _

_UNITS_S = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}
_LONGEST_S = 24 * 3600.0
_PATTERN = r"^([0-9]{1,6}(?:\.[0-9]{1,3})?)(ms|s|min|h)$"


def parse_duration(value: Any) -> float:
    """Read a duration as seconds, more than 0 and at most a day.

    >>> parse_duration("500ms"), parse_duration("1.5s"), parse_duration("2h")
    (0.5, 1.5, 7200.0)
    """
    found = re.match(_PATTERN, value) if isinstance(value, str) else None
    if not found:
        raise ValueError(
            _('"{value}" is no duration; write one like 500ms, 5s, 20min or 2h').format(
                value=value
            )
        )
    seconds = float(found[1]) * _UNITS_S[found[2]]
    if not 0 < seconds <= _LONGEST_S:
        raise ValueError(
            _("{value} is too short or too long; write from 1ms to 24h").format(
                value=value
            )
        )
    return seconds


Seconds = Annotated[
    float,
    BeforeValidator(parse_duration),
    WithJsonSchema({"type": "string", "pattern": _PATTERN}),
]
"""A duration: text such as `500ms` in the file, seconds in the code."""
