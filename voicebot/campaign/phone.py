"""A number of a contact, and where it may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """`number` in E.164: «+74951234567».

    `zones` are IANA names of all time zones that the number may be in, at least one;
    nobody is called unless all of them allow it.
    """

    number: str
    zones: tuple[str, ...]
    region: str = ""
    """As people call it: «Свердловская область»; empty where it is not known."""
