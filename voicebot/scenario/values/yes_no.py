"""`yes_no`: agreement or refusal."""

from datetime import datetime

from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.filter import RUSSIAN, Surroundings
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value_type import ValueType, Wholeness
from voicebot.understanding.candidates import STANDS_FOR
from voicebot.understanding.meaning import Meaning

YES, NO = "yes", "no"

_MEANT_BY = {YES: (YES, *STANDS_FOR[YES]), NO: (NO, *STANDS_FOR[NO])}
_KEYED = {"1": YES, "2": NO, "0": NO}
_WORDS = {YES: "да", NO: "нет"}


class YesNoValue(ValueType):
    """Agreement or refusal; the key 1 is «да», 2 and 0 are «нет»."""

    kind = SlotType.YES_NO
    example = YES
    most_keys = 1
    intents = (YES, NO)

    @override
    def complaint(self, text: str) -> str | None:
        return None if text in _WORDS else _("write yes or no")

    @override
    def said(self, meaning: Meaning, now: datetime) -> str | None:
        return next(
            (value for value, named in _MEANT_BY.items() if meaning.intent in named),
            None,
        )

    @override
    def wholeness(self, meaning: Meaning, most: int) -> Wholeness:
        is_named = any(meaning.intent in named for named in _MEANT_BY.values())
        return Wholeness.WHOLE if is_named else Wholeness.NOTHING

    @override
    def pressed(self, keys: str, now: datetime) -> str | None:
        return _KEYED.get(keys)

    @override
    def spoken(self, value: str, around: Surroundings) -> str:
        return _WORDS.get(value, value) if around.language == RUSSIAN else value
