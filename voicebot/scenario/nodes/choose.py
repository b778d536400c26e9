"""`choose`: go on by what is known."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.block import Block
from voicebot.scenario.condition import Condition, Known
from voicebot.scenario.flow import CONTINUE, Flow, Go
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reply import Target
from voicebot.scenario.step import Exit, ExitKind, Step


class Choice(Block):
    """A node to go to when a condition holds; without `when` it always does."""

    when: Condition | None = None
    go: Target


class Choose(Step):
    """Goes to the first node whose condition holds, without asking anybody.

    Where none holds the node goes on. A condition compares slots: `debt > 50000`,
    `city == 'Москва' and not vip`, `score in (4, 5)`; a slot alone holds when it has
    a value, and a comparison with a slot that has none does not.
    """

    key: ClassVar[str] = "choose"
    order: ClassVar[int] = 55
    example: ClassVar[str] = """
    choose:
      - {when: "debt > 50000", go: hang_up}
      - {go: hang_up}
    """
    shorthand: ClassVar[str | None] = "choices"
    is_bare: ClassVar[bool] = True

    choices: tuple[Choice, ...] = Field(min_length=1)

    @property
    @override
    def is_last(self) -> bool:
        return any(choice.when is None for choice in self.choices)

    @override
    def exits(self) -> Iterable[Exit]:
        for index, choice in enumerate(self.choices):
            yield Exit(
                target=choice.go,
                kind=ExitKind.CHOICE,
                label=choice.when.source if choice.when else "",
                place=(self.key, index, "go"),
                fills=choice.when.known_names if choice.when else frozenset(),
            )

    @override
    def read_slots(self) -> Iterable[tuple[Place, str]]:
        for index, choice in enumerate(self.choices):
            for name in sorted(choice.when.names) if choice.when else ():
                yield (self.key, index, "when"), name

    @override
    def enter(self, batch: Batch) -> Flow:
        known = Known(
            values=batch.values(), types=batch.scene.slot_types, now=batch.now
        )
        for index, choice in enumerate(self.choices):
            if choice.when is None or choice.when.holds(known):
                return Go(target=choice.go, exit=f"{self.key}.{index}")
        return CONTINUE
