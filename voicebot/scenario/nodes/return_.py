"""`return`: end a subdialog."""

from typing import ClassVar, Literal

from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import Flow, Return
from voicebot.scenario.step import Step


class ReturnStep(Step):
    """Ends a subdialog; a word instead of `true` is its result.

    The scenario around it goes on. Where there is none the call ends.
    """

    key: ClassVar[str] = "return"
    order: ClassVar[int] = 85
    example: ClassVar[str] = """
    say: Спасибо за оценку.
    return: true
    """
    shorthand: ClassVar[str | None] = "result"
    is_bare: ClassVar[bool] = True
    closes: ClassVar[bool] = True

    result: Literal[True] | str

    @override
    def enter(self, batch: Batch) -> Flow:
        return Return(result=self.result if isinstance(self.result, str) else None)
