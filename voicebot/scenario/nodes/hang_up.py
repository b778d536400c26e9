"""`hang_up`: end the call."""

from typing import ClassVar, Literal

from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import FINISH, Flow
from voicebot.scenario.reply import HANG_UP
from voicebot.scenario.step import Step


class HangUp(Step):
    """Ends the call when everything was spoken."""

    key: ClassVar[str] = HANG_UP
    order: ClassVar[int] = 90
    example: ClassVar[str] = """
    say: До свидания.
    hang_up: true
    """
    shorthand: ClassVar[str | None] = "is_wanted"
    is_bare: ClassVar[bool] = True
    closes: ClassVar[bool] = True

    is_wanted: Literal[True]

    @override
    def enter(self, batch: Batch) -> Flow:
        return FINISH
