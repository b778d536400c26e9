"""What laws and caps say of one call, written a second time and as plainly as can be.

The judge of `rules.py`: it shares no code, no time zone database and no calendar with
`voicebot.campaign`, whose decisions it checks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OFFSET_H: Mapping[str, int] = {
    "Europe/Kaliningrad": 2,
    "Europe/Moscow": 3,
    "Europe/Samara": 4,
    "Asia/Yekaterinburg": 5,
    "Asia/Omsk": 6,
    "Asia/Krasnoyarsk": 7,
    "Asia/Irkutsk": 8,
    "Asia/Yakutsk": 9,
    "Asia/Vladivostok": 10,
    "Asia/Magadan": 11,
    "Asia/Kamchatka": 12,
}
"""Hours from UTC; Russia turns no clock since 2014."""

_OFF = {
    2026: "1.1-1.9 2.23 3.8 3.9 5.1 5.9 5.11 6.12 11.4 12.31",
    2027: "1.1-1.8 2.22 2.23 3.8 5.1 5.3 5.9 5.10 6.12 6.14 11.4 11.5 12.31",
    2028: "1.1-1.8 2.23 3.8 5.1 5.9 6.12 11.4",
}
"""Days off, month first; as the labour code and the decrees for 2026 and 2027 have them.
Of the few lives that go on after 2028 only the hours and caps are judged."""

SATURDAY = 5
LAW_CAPS: Mapping[str, Mapping[str, int]] = {
    "ru_debt_230fz": {"day": 1, "week": 2, "month": 8}
}
"""Calls to one person, by law."""

_PERIOD_DATES = {"day": 1, "week": 7, "month": 31}

Moments = Sequence[datetime]


def _days_off() -> Iterator[date]:
    for year, text in _OFF.items():
        for part in text.split():
            first, _dash, last = part.partition("-")
            month, day = map(int, first.split("."))
            until = int((last or first).split(".")[1])
            yield from (date(year, month, each) for each in range(day, until + 1))


DAYS_OFF = frozenset(_days_off())


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`laws` by name; `own` hours if the campaign has some; caps by period's name."""

    laws: Sequence[str]
    own: tuple[int, int] | None
    contact: Mapping[str, int]
    phone: Mapping[str, int]


def breaches(
    at: datetime, zones: Sequence[str], limits: Limits, contact: Moments, phone: Moments
) -> list[str]:
    """Everything that a call at `at` breaks, after the attempts made before it."""
    return [
        *(f"window in {zone}" for zone in zones if not is_open(at, zone, limits)),
        *_over(at, zones, limits.contact, contact, "contact"),
        *_over(at, zones, limits.phone, phone, "phone"),
    ]


def is_open(at: datetime, zone: str, limits: Limits) -> bool:
    """Whether every law and the campaign's own hours allow `at` in `zone`."""
    local = _local(at, zone)
    hour = local.hour + local.minute / 60 + local.second / 3600
    windows = [_hours(law, local.date()) for law in limits.laws]
    if limits.own is not None:
        windows.append(limits.own)
    return all(opens <= hour < closes for opens, closes in windows)


def _hours(law: str, day: date) -> tuple[int, int]:
    is_workday = day.weekday() < SATURDAY and day not in DAYS_OFF
    match law, is_workday:
        case "ru_default", _:
            return 9, 20
        case "ru_debt_230fz", True:
            return 8, 22
        case "ru_debt_230fz", False:
            return 9, 20
        case "business_hours", True:
            return 9, 18
        case _:
            return 0, 0


def _over(
    at: datetime, zones: Sequence[str], caps: Mapping[str, int], made: Moments, who: str
) -> Iterator[str]:
    """Caps that one call more at `at` passes."""
    for period, most in caps.items():
        if period == "lifetime":
            counts = [len(made)]
        elif period == "rolling_24h":
            counts = [sum(at - each < timedelta(hours=24) for each in made)]
        else:
            counts = [
                _on_dates(at, zone, _PERIOD_DATES[period], made) for zone in zones
            ]
        if max(counts) >= most:
            yield f"{period} of the {who}"


def _on_dates(at: datetime, zone: str, dates: int, made: Moments) -> int:
    today = _date_number(at, zone)
    return sum(today - _date_number(each, zone) < dates for each in made)


def _date_number(at: datetime, zone: str) -> int:
    """Of the date in `zone`, from 1 January 1970."""
    hours = at.timestamp() / 3600 + OFFSET_H[zone]
    return int(hours // 24)


def _local(at: datetime, zone: str) -> datetime:
    naive = at.astimezone(UTC).replace(tzinfo=None)
    return naive + timedelta(hours=OFFSET_H[zone])
