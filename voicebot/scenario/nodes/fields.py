"""`fields`: write into the contact's card."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.actions import WriteFields
from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import CONTINUE, Flow
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.step import Step
from voicebot.scenario.template import Template


class Fields(Step):
    """Writes fields of the contact's card in the CRM; the call's report holds them.

    A field whose text comes out empty is left alone.
    """

    key: ClassVar[str] = "fields"
    order: ClassVar[int] = 42
    example: ClassVar[str] = """
    fields: {status: подтверждение встречи}
    hang_up: true
    """
    shorthand: ClassVar[str | None] = "fields"
    is_bare: ClassVar[bool] = True

    fields: Mapping[str, Template] = Field(min_length=1)

    @override
    def inner_texts(self) -> Iterable[tuple[Place, Template]]:
        return [((self.key, name), text) for name, text in self.fields.items()]

    @override
    def enter(self, batch: Batch) -> Flow:
        rendered = {name: batch.render(text) for name, text in self.fields.items()}
        written = {name: value for name, value in rendered.items() if value}
        if written:
            batch.actions.append(WriteFields(fields=written))
        return CONTINUE
