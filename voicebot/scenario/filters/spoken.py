"""`spoken`: a value as people say it."""

from typing_extensions import override

from voicebot.scenario.filter import PlainFilter, Surroundings
from voicebot.scenario.value import guessed_kind, spoken_value


class Spoken(PlainFilter):
    """A slot's value as people say it, by the slot's type.

    A time is «сегодня в четырнадцать сорок», a date «двадцатого ноября», a telephone
    number is dictated in groups, digits one by one, `yes` is «да».
    """

    name = "spoken"
    example = "{callback_at | spoken}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        if not value:
            return value
        kind = around.kind or guessed_kind(value)
        return spoken_value(kind, value, around) if kind else value
