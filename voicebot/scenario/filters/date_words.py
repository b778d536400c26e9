"""`date`: the day of a moment in words."""

from typing_extensions import override

from voicebot.scenario.filter import RUSSIAN, PlainFilter, Surroundings
from voicebot.scenario.russian.spoken_moment import read_moment, spoken_date


class DateWords(PlainFilter):
    """The day of a time or date: «двадцатого ноября»."""

    name = "date"
    example = "{meeting_at | date}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        moment = read_moment(value or "", around.now.tzinfo)
        if moment is None:
            return value
        day = moment.date()
        return spoken_date(day) if around.language == RUSSIAN else day.isoformat()
