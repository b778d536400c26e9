"""The moment at which most of the tests' words are said."""

from datetime import datetime
from zoneinfo import ZoneInfo

NOW = datetime(2026, 3, 11, 11, 20, tzinfo=ZoneInfo("Europe/Moscow"))
"""A Wednesday, before noon."""
