"""Time zones by name."""

import functools
from zoneinfo import ZoneInfo


@functools.cache
def zone_named(name: str) -> ZoneInfo:
    """Kept for good: the library's own cache forgets all but eight, and reads files."""
    return ZoneInfo(name)
