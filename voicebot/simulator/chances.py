"""Chances and hours of a day, as authors of populations write them."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from voicebot.i18n import _

HOURS = 24
_PERCENT = r"^([0-9]{1,3}(?:\.[0-9]{1,2})?)%$"
_HOURS = r"^([0-9]{1,2})-([0-9]{1,2})$"
_MOST = 100


def parse_chance(value: Any) -> float:
    """From 0 to 1.

    >>> parse_chance("7.5%")
    0.075
    """
    found = re.match(_PERCENT, value) if isinstance(value, str) else None
    if found and float(found[1]) <= _MOST:
        return round(float(found[1]) / _MOST, 6)
    raise ValueError(
        _('"{value}" is no share; write one like 7.5%').format(value=value)
    )


def parse_chances(value: Any) -> Mapping[int, float]:
    """By each hour of a day: one for all, or those of `9-12: 35%`; others are 0.

    >>> parse_chances({"9-11": "50%"})[10], parse_chances({"9-11": "50%"})[11]
    (0.5, 0.0)
    """
    if not isinstance(value, Mapping):
        return dict.fromkeys(range(HOURS), parse_chance(value))
    found = dict.fromkeys(range(HOURS), 0.0)
    for hours, chance in value.items():
        found |= dict.fromkeys(_hours(hours), parse_chance(chance))
    return found


def _hours(value: str) -> range:
    """From one hour to before another.

    >>> _hours("9-12")
    range(9, 12)
    """
    found = re.match(_HOURS, value)
    if found and int(found[1]) < int(found[2]) <= HOURS:
        return range(int(found[1]), int(found[2]))
    raise ValueError(
        _('"{value}" are no hours; write them like 9-12').format(value=value)
    )


_CHANCE_SCHEMA = {"type": "string", "pattern": _PERCENT}

Chance = Annotated[
    float, BeforeValidator(parse_chance), WithJsonSchema(dict(_CHANCE_SCHEMA))
]
ChancesByHour = Annotated[
    Mapping[int, float],
    BeforeValidator(parse_chances),
    WithJsonSchema(
        {
            "anyOf": [
                dict(_CHANCE_SCHEMA),
                {
                    "type": "object",
                    "propertyNames": {"pattern": _HOURS},
                    "additionalProperties": dict(_CHANCE_SCHEMA),
                },
            ]
        }
    ),
]
