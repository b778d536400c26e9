"""Time zones by name."""

import functools
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_INSTANTS_KEPT = 65_536


@functools.cache
def zone_named(name: str) -> ZoneInfo:
    """Kept for good: the library's own cache forgets all but eight, and reads files."""
    return ZoneInfo(name)


@functools.lru_cache(maxsize=_INSTANTS_KEPT)
def instant(day: date, clock: time, zone: str) -> datetime:
    """In UTC, when it is `clock` on `day` in `zone`.

    >>> instant(date(2026, 11, 23), time(9), "Asia/Yekaterinburg").isoformat()
    '2026-11-23T04:00:00+00:00'
    """
    return datetime.combine(day, clock, zone_named(zone)).astimezone(UTC)
