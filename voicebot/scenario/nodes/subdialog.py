"""`subdialog`: hold another scenario's talk and return."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.events import Event, SubdialogEnded
from voicebot.scenario.flow import CONTINUE, Begin, Flow, Go
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.reply import Target
from voicebot.scenario.step import Exit, ExitKind, Step
from voicebot.scenario.template import Template


class Subdialog(Step):
    """Holds the talk of another scenario, then comes back here.

    `src` is its file beside this one. `slots` are what it begins with, `take` says which of its
    slots to keep under which name here. `on` leads on by the result that its `return`
    names; any other result lets the node go on. Slots are not shared otherwise.
    """

    key: ClassVar[str] = "subdialog"
    order: ClassVar[int] = 52
    example: ClassVar[str] = """
    subdialog: {src: satisfaction.yaml, take: {score: score}, on: {refused: hang_up}}
    goto: hang_up
    """
    shorthand: ClassVar[str | None] = "src"

    src: str = Field(min_length=1)
    slots: Mapping[str, Template] = Field(default_factory=dict)
    take: Mapping[str, str] = Field(default_factory=dict)
    on: Mapping[str, Target] = Field(default_factory=dict)

    @override
    def exits(self) -> Iterable[Exit]:
        for result, target in self.on.items():
            yield Exit(
                target=target,
                kind=ExitKind.RESULT,
                label=result,
                place=(self.key, "on", result),
            )

    @override
    def inner_texts(self) -> Iterable[tuple[Place, Template]]:
        return [((self.key, "slots", name), text) for name, text in self.slots.items()]

    @override
    def written_slots(self) -> frozenset[str]:
        return frozenset(self.take)

    @override
    def enter(self, batch: Batch) -> Flow:
        given = {name: batch.render(text) for name, text in self.slots.items()}
        return Begin(src=self.src, slots=given)

    @override
    def resume(self, batch: Batch, event: Event) -> Flow:
        if not isinstance(event, SubdialogEnded):
            return self.enter(batch)
        for slot, source in self.take.items():
            value = event.slots.get(source)
            if value:
                batch.set_slot(slot, value)
        target = self.on.get(event.result or "")
        if target is None:
            return CONTINUE
        return Go(target=target, exit=f"{self.key}.on.{event.result}")
