"""`text`: whatever was said."""

from datetime import datetime

from typing_extensions import override

from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value_type import ValueType, Wholeness
from voicebot.understanding.meaning import Meaning


class TextValue(ValueType):
    """Any words, as they were said."""

    kind = SlotType.TEXT
    example = "Ленина, десять"

    @override
    def complaint(self, text: str) -> str | None:
        return None

    @override
    def said(self, meaning: Meaning, now: datetime) -> str | None:
        return " ".join(meaning.text.split()) or None

    @override
    def wholeness(self, meaning: Meaning, most: int) -> Wholeness:
        """Nobody but the speaker knows whether a story is over."""
        return Wholeness.MAY_GO_ON if meaning.text.strip() else Wholeness.NOTHING
