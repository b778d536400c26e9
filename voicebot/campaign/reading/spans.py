"""Stretches of time and hours of a day, as authors of campaigns write them."""

import re
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from voicebot.campaign.window import Hours
from voicebot.i18n import _

_UNITS_S = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_SPAN = r"^([0-9]{1,4})(s|min|h|d)$"
_LONGEST_S = 31 * 86_400.0

_UNITS_DAYS = {"d": 1, "w": 7, "y": 365}
_DAYS = r"^([0-9]{1,3})(d|w|y)$"
_MOST_DAYS = 3650

_HOURS = r"^([0-9]{1,2}:[0-9]{2})-([0-9]{1,2}:[0-9]{2})$"
CLOSED = "closed"


def parse_span(value: Any) -> float:
    """Seconds, more than 0 and at most 31 days.

    >>> parse_span("45s"), parse_span("2h")
    (45.0, 7200.0)
    """
    found = re.match(_SPAN, value) if isinstance(value, str) else None
    if found:
        seconds = int(found[1]) * _UNITS_S[found[2]]
        if 0 < seconds <= _LONGEST_S:
            return seconds
    raise ValueError(
        _(
            '"{value}" is no stretch of time; write one like 30s, 20min, 2h or 3d, '
            "31 days at most"
        ).format(value=value)
    )


def parse_days(value: Any) -> int:
    """Whole days; a year has 365.

    >>> parse_days("2w"), parse_days("1y")
    (14, 365)
    """
    found = re.match(_DAYS, value) if isinstance(value, str) else None
    if found:
        days = int(found[1]) * _UNITS_DAYS[found[2]]
        if 0 < days <= _MOST_DAYS:
            return days
    raise ValueError(
        _('"{value}" is no number of days; write one like 30d, 2w or 1y').format(
            value=value
        )
    )


def parse_hours(value: Any) -> tuple[Hours, ...]:
    """The hours of a day; none for «closed».

    >>> parse_hours("closed")
    ()
    """
    if value == CLOSED:
        return ()
    found = re.match(_HOURS, value) if isinstance(value, str) else None
    if found is None:
        raise _no_hours(value)
    opens, closes = (_clock(text, value) for text in found.groups())
    if opens >= closes:
        raise ValueError(
            _("{value} ends before it begins; write the earlier hour first").format(
                value=value
            )
        )
    return (Hours(opens=opens, closes=closes),)


def _clock(text: str, value: Any) -> time:
    hour, minute = map(int, text.split(":"))
    try:
        return time(hour, minute)
    except ValueError:
        raise _no_hours(value) from None


def _no_hours(value: Any) -> ValueError:
    return ValueError(
        _('"{value}" are no hours; write them like 9:00-20:00, or closed').format(
            value=value
        )
    )


def parse_count(value: Any) -> int:
    """A whole number from 0 to a million."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10**6:
        return value
    raise ValueError(
        _('"{value}" is no number to count to; write one like 3').format(value=value)
    )


def parse_times(value: Any) -> int:
    """Likewise, but once at least."""
    if parse_count(value) == 0:
        raise ValueError(_("0 times is never; write 1 at least, or remove the key"))
    return parse_count(value)


Span = Annotated[
    float,
    BeforeValidator(parse_span),
    WithJsonSchema({"type": "string", "pattern": _SPAN}),
]
Days = Annotated[
    int,
    BeforeValidator(parse_days),
    WithJsonSchema({"type": "string", "pattern": _DAYS}),
]
DayHours = Annotated[
    tuple[Hours, ...],
    BeforeValidator(parse_hours),
    WithJsonSchema({"type": "string", "pattern": f"{_HOURS}|^{CLOSED}$"}),
]
Count = Annotated[
    int,
    BeforeValidator(parse_count),
    WithJsonSchema({"type": "integer", "minimum": 0}),
]
Times = Annotated[
    int,
    BeforeValidator(parse_times),
    WithJsonSchema({"type": "integer", "minimum": 1}),
]
