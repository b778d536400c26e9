"""`do_not_call`: never call this number again."""

from typing import ClassVar, Literal

from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import CONTINUE, Flow
from voicebot.scenario.step import Step


class DoNotCall(Step):
    """Puts the number on the do-not-call list, for every campaign.

    The intent `do_not_call` does so by itself, at every node.
    """

    key: ClassVar[str] = "do_not_call"
    order: ClassVar[int] = 45
    example: ClassVar[str] = """
    say: Хорошо, больше не позвоним.
    do_not_call: true
    hang_up: true
    """
    shorthand: ClassVar[str | None] = "is_wanted"
    is_bare: ClassVar[bool] = True

    is_wanted: Literal[True]

    @override
    def enter(self, batch: Batch) -> Flow:
        batch.stop_calling()
        return CONTINUE
