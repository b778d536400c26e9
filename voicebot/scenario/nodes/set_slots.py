"""`set`: give slots their values."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import CONTINUE, Flow
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.step import Step
from voicebot.scenario.template import Template


class Set(Step):
    """Gives slots their values, before anything is said.

    A value that comes out empty leaves the slot as it was. `time` is the time that
    the caller named, `text` what they said.
    """

    key: ClassVar[str] = "set"
    order: ClassVar[int] = 10
    example: ClassVar[str] = """
    set: {callback_at: "{time | in 2 hours}"}
    goto: hang_up
    """
    shorthand: ClassVar[str | None] = "slots"
    is_bare: ClassVar[bool] = True

    slots: Mapping[str, Template]

    @override
    def inner_texts(self) -> Iterable[tuple[Place, Template]]:
        return [(("set", name), text) for name, text in self.slots.items()]

    @override
    def written_slots(self) -> frozenset[str]:
        return frozenset(self.slots)

    @override
    def filled_slots(self) -> frozenset[str]:
        return frozenset(
            name
            for name, text in self.slots.items()
            if all(slot.has_fallback for slot in text.expressions)
        )

    @override
    def enter(self, batch: Batch) -> Flow:
        for name, text in self.slots.items():
            value = batch.render(text)
            if value:
                batch.set_slot(name, value)
        return CONTINUE
