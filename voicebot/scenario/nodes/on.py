"""`on`: wait for the caller and branch."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.branches import Branches
from voicebot.scenario.branching import branch
from voicebot.scenario.events import Event
from voicebot.scenario.flow import WAIT, Flow
from voicebot.scenario.hearing import Hearing
from voicebot.scenario.step import Exit, ExitKind, Step


class On(Step):
    """Waits for the caller; an intent or a key leads to a node.

    Silence and what was not understood get the replies of `on_noinput` and
    `on_nomatch`, one after the other; after the last one the call ends.
    """

    key: ClassVar[str] = "on"
    order: ClassVar[int] = 60
    example: ClassVar[str] = """
    ask: Вам удобно говорить?
    on: {yes: hang_up, no: hang_up, key 1: hang_up}
    """
    shorthand: ClassVar[str | None] = "branches"
    is_bare: ClassVar[bool] = True
    closes: ClassVar[bool] = True

    branches: Branches = Field(min_length=1)

    @override
    def hearings(self) -> Iterable[Hearing]:
        yield Hearing(name=self.key, place=self.key, branches=self.branches)

    @override
    def exits(self) -> Iterable[Exit]:
        for name, target in self.branches.items():
            yield Exit(
                target=target,
                kind=ExitKind.ANSWER,
                label=name,
                place=(self.key, name),
            )

    @override
    def enter(self, batch: Batch) -> Flow:
        batch.listen(self.key)
        return WAIT

    @override
    def resume(self, batch: Batch, event: Event) -> Flow:
        flow = branch(batch, batch.scene.answers[self.key], event)
        return self.enter(batch) if flow is None else flow
