"""`say`: speak."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario.batch import Batch
from voicebot.scenario.flow import CONTINUE, Flow
from voicebot.scenario.options import Voice
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.step import Spoken, Step
from voicebot.scenario.template import Variants


class Say(Step):
    """Speaks a text, or plays a recording of it.

    Of several texts another one is said at each visit. `audio` is a file beside the
    scenario; `text` is then what it says.
    """

    key: ClassVar[str] = "say"
    order: ClassVar[int] = 20
    example: ClassVar[str] = """
    say: Понял вас, спасибо. До свидания.
    hang_up: true
    """
    shorthand: ClassVar[str | None] = "text"

    text: Variants
    audio: str | None = Field(default=None, min_length=1)
    voice: Voice | None = None

    @property
    @override
    def question(self) -> Variants:
        return self.text

    @override
    def spoken(self) -> Iterable[Spoken]:
        is_single = len(self.text) == 1
        for index, text in enumerate(self.text):
            place = (self.key,) if is_single else (self.key, index)
            yield Spoken(text=text, place=place, voice=self.voice, audio=self.audio)

    @override
    def recordings(self) -> Iterable[tuple[Place, str]]:
        if self.audio is not None:
            yield (self.key, "audio"), self.audio

    @override
    def enter(self, batch: Batch) -> Flow:
        text = batch.pick(self.text)
        if text is not None:
            batch.say(text, audio=self.audio, voice=self.voice)
        return CONTINUE
