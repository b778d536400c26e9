"""`goto`: go on at another node."""

from collections.abc import Iterable
from typing import ClassVar

from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import Flow, Go
from voicebot.scenario.reply import Target
from voicebot.scenario.step import Exit, ExitKind, Step


class Goto(Step):
    """Goes on at another node without waiting for the caller."""

    key: ClassVar[str] = "goto"
    order: ClassVar[int] = 80
    example: ClassVar[str] = """
    say: Одну минуту.
    goto: hang_up
    """
    shorthand: ClassVar[str | None] = "node"
    is_bare: ClassVar[bool] = True
    closes: ClassVar[bool] = True

    node: Target

    @override
    def exits(self) -> Iterable[Exit]:
        yield Exit(target=self.node, kind=ExitKind.DIRECT, label="", place=(self.key,))

    @override
    def enter(self, batch: Batch) -> Flow:
        return Go(target=self.node, exit=self.key)
