"""`number`: a number."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.filter import RUSSIAN, Surroundings
from voicebot.scenario.russian.spoken_number import number_words, read_number
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value_type import ValueType, Wholeness, tells_time
from voicebot.understanding.meaning import Meaning
from voicebot.understanding.spoken_number.number import find_number


class NumberValue(ValueType):
    """A number: «пятьдесят тысяч», «полтора миллиона», «пятёрка», «две с половиной»."""

    kind = SlotType.NUMBER
    example = "50000"
    most_keys = 12

    @override
    def complaint(self, text: str) -> str | None:
        try:
            is_number = Decimal(text).is_finite()
        except InvalidOperation:
            is_number = False
        return None if is_number else _("write a number like 50000 or 0.5")

    @override
    def said(self, meaning: Meaning, now: datetime) -> str | None:
        number = None if tells_time(meaning) else find_number(meaning.text)
        return None if number is None else plain(number.value)

    @override
    def pressed(self, keys: str, now: datetime) -> str | None:
        return str(int(keys)) if keys.isdecimal() else None

    @override
    def wholeness(self, meaning: Meaning, most: int) -> Wholeness:
        number = None if tells_time(meaning) else find_number(meaning.text)
        if number is None:
            return Wholeness.NOTHING
        return Wholeness.MAY_GO_ON if number.is_open else Wholeness.WHOLE

    @override
    def spoken(self, value: str, around: Surroundings) -> str:
        number = read_number(value)
        if number is None or around.language != RUSSIAN:
            return value
        return number_words(number)


def plain(number: Decimal) -> str:
    """The number without exponent and idle zeros.

    >>> plain(Decimal("5E+4")), plain(Decimal("0.50"))
    ('50000', '0.5')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
