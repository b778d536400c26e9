"""One remark on one row of a base."""

from dataclasses import dataclass

from voicebot.contacts.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`column` counts from 0; None: it is of the whole row.

    `is_refusal`: the row is not taken for it. Of a person with another number, a broken
    one is no refusal.
    """

    line: int
    reason: Reason
    value: str = ""
    other: str = ""
    column: int | None = None
    is_refusal: bool = True

    @property
    def sentence(self) -> str:
        return self.reason.sentence(self.value, self.other)
