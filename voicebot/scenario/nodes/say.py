"""`say`: speak."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import CONTINUE, Flow
from voicebot.scenario.options import Voice
from voicebot.scenario.step import Spoken, Step
from voicebot.scenario.template import Template


class Say(Step):
    """Speaks a text, or plays a recording of it.

    `audio` is a file beside the scenario; `text` is then what it says.
    """

    key: ClassVar[str] = "say"
    order: ClassVar[int] = 20
    example: ClassVar[str] = """
    say: Понял вас, спасибо. До свидания.
    hang_up: true
    """
    shorthand: ClassVar[str | None] = "text"

    text: Template
    audio: str | None = Field(default=None, min_length=1)
    voice: Voice | None = None

    @override
    def spoken(self) -> Iterable[Spoken]:
        yield Spoken(
            text=self.text, place=(self.key,), voice=self.voice, audio=self.audio
        )

    @override
    def enter(self, batch: Batch) -> Flow:
        batch.say(self.text, audio=self.audio, voice=self.voice)
        return CONTINUE
