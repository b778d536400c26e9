"""`phone`: a telephone number as it is dictated."""

from typing_extensions import override

from voicebot.scenario.filter import RUSSIAN, PlainFilter, Surroundings
from voicebot.scenario.russian.spoken_phone import spoken_phone


class Phone(PlainFilter):
    """A telephone number: «восемь, девятьсот двадцать шесть, сто двадцать три, сорок пять …»."""

    name = "phone"
    example = "{office_phone | phone}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        if not value or around.language != RUSSIAN:
            return value
        return spoken_phone(value)
