"""`hold`: let the caller wait with music."""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field
from typing_extensions import override

from voicebot.scenario import actions
from voicebot.scenario.batch import Batch
from voicebot.scenario.duration import Seconds
from voicebot.scenario.events import Event, HoldEnded
from voicebot.scenario.flow import CONTINUE, WAIT, Flow
from voicebot.scenario.reading.problem import Place
from voicebot.scenario.step import Step


class Hold(Step):
    """Plays a recording, again and again, for `duration`; then the node goes on."""

    key: ClassVar[str] = "hold"
    order: ClassVar[int] = 48
    example: ClassVar[str] = """
    say: Оставайтесь на линии, проверяю.
    hold: {audio: music.wav, duration: 20s}
    goto: hang_up
    """

    audio: str = Field(min_length=1)
    duration: Seconds

    @override
    def recordings(self) -> Iterable[tuple[Place, str]]:
        yield (self.key, "audio"), self.audio

    @override
    def enter(self, batch: Batch) -> Flow:
        audio = batch.recording(self.audio)
        batch.actions.append(actions.Hold(audio=audio, duration_s=self.duration))
        return WAIT

    @override
    def resume(self, batch: Batch, event: Event) -> Flow:
        return CONTINUE if isinstance(event, HoldEnded) else self.enter(batch)
