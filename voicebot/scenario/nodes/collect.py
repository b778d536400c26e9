"""`collect`: fill a slot with what the caller says or enters."""

from decimal import Decimal
from typing import ClassVar, Self

from pydantic import Field, model_validator
from typing_extensions import override

from voicebot.i18n import _
from voicebot.scenario.collecting import Collecting
from voicebot.scenario.slot_type import SlotType


class Collect(Collecting):
    """Waits for a value of the slot's type, by voice or keys; then the node goes on.

    With `confirm` the value is read back: «да» keeps it, «нет» asks again, another
    value corrects it. `on` leads elsewhere for answers that are no value. `min` and
    `max` bound a number, `length` counts digits.
    """

    key: ClassVar[str] = "collect"
    order: ClassVar[int] = 32
    example: ClassVar[str] = """
    ask: Когда вам перезвонить?
    collect:
      slot: callback_at
      confirm: "Перезвоню {callback_at | spoken}, верно?"
      on: {no: hang_up}
    callback: {at: "{callback_at}"}
    """
    shorthand: ClassVar[str | None] = "slot"

    min: float | None = None
    max: float | None = None
    length: int | None = Field(default=None, ge=1, le=32)

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(
                _('"min" {low:g} is above "max" {high:g}; nothing fits').format(
                    low=self.min, high=self.max
                )
            )
        return self

    @property
    @override
    def most_keys(self) -> int | None:
        return self.length

    @override
    def fits(self, kind: SlotType, value: str) -> bool:
        match kind:
            case SlotType.NUMBER:
                number = Decimal(value)
                low, high = self.min, self.max
                return (low is None or number >= low) and (
                    high is None or number <= high
                )
            case SlotType.DIGITS | SlotType.PHONE:
                digits = sum(letter.isdigit() for letter in value)
                return self.length is None or digits == self.length
            case _:
                return True
