"""Slots: what a contact brings, or the talk fills in."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field, StrictBool

from voicebot.i18n import _
from voicebot.scenario.block import Block


class SlotType(StrEnum):
    """What a slot's text must be."""

    TEXT = "text"
    TIME = "time"
    DATE = "date"
    NUMBER = "number"
    PHONE = "phone"


class Slot(Block):
    """One slot. `example` stands for the value in estimates and drawings."""

    shorthand: ClassVar[str | None] = "type"

    type: SlotType = Field(default=SlotType.TEXT, description="what the text must be")
    required: StrictBool = Field(default=False, description="no call starts without it")
    example: str | None = Field(default=None, description="a likely value")
    default: str | None = Field(
        default=None, description="the value when none is given"
    )

    def complaint(self, value: str) -> str | None:
        """What is wrong with `value`, or None."""
        match self.type:
            case SlotType.TIME if not _reads(datetime.fromisoformat, value):
                return _("write a time like 2026-11-20T14:10+03:00")
            case SlotType.DATE if not _reads(date.fromisoformat, value):
                return _("write a date like 2026-11-20")
            case SlotType.NUMBER if not _reads(float, value):
                return _("write a number like 50000 or 0.5")
            case SlotType.PHONE if not _is_phone(value):
                return _("write a phone number like +79261234567")
            case _:
                return None


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


_FEWEST_DIGITS = 3


def _is_phone(value: str) -> bool:
    digits = sum(letter.isdigit() for letter in value)
    return digits >= _FEWEST_DIGITS and set(value) <= set("+0123456789-() ")
