"""`outcome`: write down the talk's result."""

from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import CONTINUE, Flow
from voicebot.scenario.step import Step


class Outcome(Step):
    """Writes down the talk's result; a later one replaces it."""

    key: ClassVar[str] = "outcome"
    order: ClassVar[int] = 40
    example: ClassVar[str] = """
    outcome: rejected
    hang_up: true
    """
    shorthand: ClassVar[str | None] = "value"
    is_bare: ClassVar[bool] = True

    value: str = Field(min_length=1)

    @property
    @override
    def outcomes(self) -> tuple[str, ...]:
        return (self.value,)

    @override
    def enter(self, batch: Batch) -> Flow:
        batch.record(self.value)
        return CONTINUE
