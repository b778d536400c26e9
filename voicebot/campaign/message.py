"""A message that a retry series sends."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageText:
    """`text` has slots as a scenario's texts have; `channel` is one of the settings'."""

    text: str
    channel: str = "sms"
