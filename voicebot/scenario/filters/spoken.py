"""`spoken`: a moment in words."""

from datetime import datetime

from typing_extensions import override

from voicebot.scenario.filter import PlainFilter, Surroundings
from voicebot.scenario.spoken_moment import spoken_moment

RUSSIAN = "ru"
"""Moments are worded in Russian only; elsewhere they come in figures."""


class Spoken(PlainFilter):
    """A time as people say it: «сегодня в четырнадцать сорок»."""

    name = "spoken"
    example = "{callback_at | spoken}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        moment = read_moment(value, around)
        if moment is None:
            return value
        if around.language != RUSSIAN:
            return moment.strftime("%Y-%m-%d %H:%M")
        return spoken_moment(moment, around.now)


def read_moment(value: str | None, around: Surroundings) -> datetime | None:
    """`value` as a moment in the contact's zone; None when it is no time."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=around.now.tzinfo)
    return moment.astimezone(around.now.tzinfo)
