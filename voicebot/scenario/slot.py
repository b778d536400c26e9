"""Slots: what a contact brings, or the talk fills in."""

from typing import ClassVar

from pydantic import Field, StrictBool

from voicebot.scenario.block import Block
from voicebot.scenario.slot_type import SlotType
from voicebot.scenario.value import value_complaint

__all__ = ["Slot", "SlotType"]


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
        return value_complaint(self.type, value)
