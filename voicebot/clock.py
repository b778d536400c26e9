"""The time that talks go by."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from voicebot.settings import Settings

Clock = Callable[[], datetime]
"""Tells an aware time in whole seconds; it runs."""


def clock_of(settings: Settings, begins: datetime | None) -> Clock:
    """The time in the settings' zone, which may be told to begin at another moment."""
    zone = ZoneInfo(settings.timezone)
    shift = begins - datetime.now(zone) if begins else timedelta()
    return lambda: (datetime.now(zone) + shift).replace(microsecond=0)
