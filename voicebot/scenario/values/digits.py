"""`digits`: a code, an order's or a contract's number."""

from datetime import datetime

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.filter import RUSSIAN, Surroundings
from voicebot.scenario.russian.spoken_number import digits_one_by_one
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value_type import ValueType, Wholeness, tells_time
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_number.digits import find_digits


class DigitsValue(ValueType):
    """Digits one after the other: «ноль сорок два», «два нуля пять», «три семёрки»."""

    kind = SlotType.DIGITS
    example = "0042"
    most_keys = 32
    is_long = True

    @override
    def complaint(self, text: str) -> str | None:
        return None if _is_digits(text) else _("write digits like 0042")

    @override
    def said(self, meaning: Meaning, now: datetime) -> str | None:
        return None if tells_time(meaning) else find_digits(meaning.text) or None

    @override
    def pressed(self, keys: str, now: datetime) -> str | None:
        return keys if _is_digits(keys) else None

    @override
    def spoken(self, value: str, around: Surroundings) -> str:
        return digits_one_by_one(value) if around.language == RUSSIAN else value

    @override
    def wholeness(self, meaning: Meaning, most: int) -> Wholeness:
        digits = find_digits(meaning.text)
        if not digits:
            return Wholeness.NOTHING
        is_whole = 0 < most <= len(digits)
        return Wholeness.WHOLE if is_whole else Wholeness.PART


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()
