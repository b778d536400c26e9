"""`phone`: a telephone number."""

from datetime import datetime

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.filter import RUSSIAN, Surroundings
from voicebot.scenario.russian.spoken_phone import spoken_phone
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value_type import ValueType, Wholeness
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_number.digits import find_digits
from voicebot.understanding.spoken_number.phone import find_phone, whole_phone

_FEWEST_DIGITS = 3


class PhoneValue(ValueType):
    """A telephone number: «восемь девятьсот двадцать шесть …», kept as +79261234567."""

    kind = SlotType.PHONE
    example = "+79261234567"
    most_keys = 15
    is_long = True

    @override
    def complaint(self, text: str) -> str | None:
        return None if _is_phone(text) else _("write a phone number like +79261234567")

    @override
    def said(self, meaning: Meaning, now: datetime) -> str | None:
        return find_phone(meaning.text)

    @override
    def pressed(self, keys: str, now: datetime) -> str | None:
        return whole_phone(keys)

    @override
    def spoken(self, value: str, around: Surroundings) -> str:
        return spoken_phone(value) if around.language == RUSSIAN else value

    @override
    def wholeness(self, meaning: Meaning, most: int) -> Wholeness:
        if find_phone(meaning.text):
            return Wholeness.WHOLE
        return Wholeness.PART if find_digits(meaning.text) else Wholeness.NOTHING


def _is_phone(value: str) -> bool:
    digits = sum(letter.isdigit() for letter in value)
    return digits >= _FEWEST_DIGITS and set(value) <= set("+0123456789-() ")
