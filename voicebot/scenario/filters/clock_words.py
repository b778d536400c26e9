"""`time`: the clock time of a moment in words."""

from typing_extensions import override

from voicebot.scenario.filter import RUSSIAN, PlainFilter, Surroundings
from voicebot.scenario.russian.spoken_moment import read_moment, spoken_clock


class ClockWords(PlainFilter):
    """The clock time of a time: «четырнадцать сорок», «десять часов утра»."""

    name = "time"
    example = "{meeting_at | time}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        moment = read_moment(value or "", around.now.tzinfo)
        if moment is None:
            return value
        is_worded = around.language == RUSSIAN
        return spoken_clock(moment) if is_worded else moment.strftime("%H:%M")
