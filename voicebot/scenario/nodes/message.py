"""`message`: send a text message."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.actions import SendMessage
from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import CONTINUE, Flow
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.step import Step
from voicebot.scenario.template import Template


class Message(Step):
    """Sends a text to the person of this call, or to the number `to`.

    `channel` is one of the settings' `messages`. The talk does not wait for it.
    """

    key: ClassVar[str] = "message"
    order: ClassVar[int] = 43
    example: ClassVar[str] = """
    say: Отправил вам адрес. До свидания.
    message: Ждём вас по адресу Ленина, 5.
    hang_up: true
    """
    shorthand: ClassVar[str | None] = "text"

    text: Template
    channel: str = Field(default="sms", min_length=1)
    to: Template | None = None

    @override
    def inner_texts(self) -> Iterable[tuple[Place, Template]]:
        yield (self.key, "text"), self.text
        if self.to is not None:
            yield (self.key, "to"), self.to

    @override
    def enter(self, batch: Batch) -> Flow:
        text = batch.render(self.text)
        if text:
            to = batch.render(self.to) if self.to else None
            batch.actions.append(
                SendMessage(channel=self.channel, to=to or None, text=text)
            )
        return CONTINUE
