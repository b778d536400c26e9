"""`digits`: digits one by one."""

from typing_extensions import override

from voicebot.scenario.filter import RUSSIAN, PlainFilter, Surroundings
from voicebot.scenario.russian.spoken_number import digits_one_by_one


class DigitWords(PlainFilter):
    """Digits one by one, so that they can be written down: «ноль, ноль, четыре, два»."""

    name = "digits"
    example = "{code | digits}"

    @override
    def apply(self, value: str | None, around: Surroundings) -> str | None:
        if not value or around.language != RUSSIAN:
            return value
        return digits_one_by_one(value)
