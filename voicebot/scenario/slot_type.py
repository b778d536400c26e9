"""The names of the types that a slot may have."""

from enum import StrEnum


class SlotType(StrEnum):
    """What a slot's text must be."""

    TEXT = "text"
    TIME = "time"
    DATE = "date"
    NUMBER = "number"
    PHONE = "phone"
    DIGITS = "digits"
    YES_NO = "yes_no"
