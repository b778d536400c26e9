"""What a test says where no person answers the call."""

from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, StrictBool, model_validator

from voicebot.i18n import _
from voicebot.scenario.block import Block


class MachineKind(StrEnum):
    """Who or what answers; the keys of a scenario's `answering`."""

    MACHINE = "machine"
    SECRETARY = "secretary"
    SCREENING = "screening"
    MENU = "menu"
    INTERCEPT = "intercept"
    FAX = "fax"
    TONE = "tone"


WORDLESS = frozenset({MachineKind.FAX, MachineKind.TONE})


class AnsweredMove(Block):
    """No person answers but a machine; the call's first move.

    With --audio the machine is heard and must be recognized: it says `says`, or what
    its like usually say, and an answering machine beeps then.
    """

    shorthand: ClassVar[str | None] = "by"

    by: MachineKind = Field(description="who or what answers")
    says: str | None = Field(
        default=None, min_length=1, description="its greeting, spoken with --audio"
    )
    beep: StrictBool | None = Field(
        default=None,
        description="whether a beep follows; without the key an answering machine beeps",
    )

    @model_validator(mode="after")
    def _has_words_if_it_speaks(self) -> Self:
        if self.by in WORDLESS and (self.says or self.beep):
            raise ValueError(
                _(
                    "{by} says no words and does not beep; leave out says and beep"
                ).format(by=self.by.value)
            )
        return self

    @property
    def beeps(self) -> bool:
        return self.by is MachineKind.MACHINE if self.beep is None else self.beep
