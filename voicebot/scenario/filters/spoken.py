"""`spoken`: a moment in words."""

from datetime import datetime

from typing_extensions import override

from voicebot.scenario.filter import PlainFilter, Surroundings
from voicebot.scenario.spoken_moment import spoken_moment


class Spoken(PlainFilter):
    """A time as people say it: «сегодня в четырнадцать сорок»."""

    name = "spoken"
    example = "{callback_at | spoken}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        moment = read_moment(value, around)
        return spoken_moment(moment, around.now) if moment else value


def read_moment(value: str | None, around: Surroundings) -> datetime | None:
    """`value` as a moment in the contact's zone; None when it is no time."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=around.now.tzinfo)
    return moment.astimezone(around.now.tzinfo)
