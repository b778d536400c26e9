"""Who took an agent's call: a person, or a machine that must not get the caller."""

import asyncio

from asr.ear import SpeechPaused, SpeechStarted
from sip.leg import FRAME_SAMPLES, RATE_HZ, AudioTick
from voicebot.answering.verdict import MACHINES, Answerer
from voicebot.answering.watch import AnswerWatch, WatchSettings
from voicebot.conversation.events import AnswererJudged, CallEvent
from voicebot.conversation.hearing import Hearing
from voicebot.conversation.pickup import Pickup
from voicebot.conversation.robot import Robot

SILENCE_S = 2.0
"""An agent who picks up without a word is a person after this."""

REFUSED = MACHINES - {Answerer.MENU}
"""An office's people greet as its menus do («вы позвонили в …»), and behind a menu or a
queue there is somebody: the caller is better off there than sent away."""

_TICK_S = FRAME_SAMPLES / RATE_HZ


class AgentCheck:
    """Follows the agent's call from its answer on; `close` it.

    It takes down its verdicts itself: the call's timeline tells who the caller is.
    """

    def __init__(
        self, robot: Robot, group: asyncio.TaskGroup, *, deadline_s: float
    ) -> None:
        ear = robot.new_ear()
        self._hearing = Hearing(ear)
        self._pickup = Pickup(
            AnswerWatch(WatchSettings(deadline_s=deadline_s, silence_s=SILENCE_S)),
            ear=ear,
            pool=robot.recognition_pool,
            group=group,
            timeline=self,
        )
        self._now_s = 0.0
        self._is_refused = asyncio.Event()
        self.refusal: str | None = None
        """What answered instead of a person, and what speaks for that."""

    def hear(self, tick: AudioTick) -> None:
        """Take the next 20 ms."""
        self._now_s += _TICK_S
        for edge in self._hearing.hear(tick):
            match edge:
                case SpeechStarted(at_s=at_s):
                    self._pickup.speech_started(at_s)
                case SpeechPaused(at_s=at_s):
                    self._pickup.speech_paused(at_s)
                case _:
                    continue
        self._pickup.hear(tick.heard, self._now_s)

    def record(self, event: CallEvent) -> None:
        """Take down a verdict; a later one overrules it until the caller is there."""
        match event:
            case AnswererJudged(answerer=answerer, why=why) if answerer in REFUSED:
                self.refusal = f"{answerer} answered: {why}"
                self._is_refused.set()
            case _:
                pass

    async def judged(self) -> None:
        """Wait until it is known, or taken for granted, who answered."""
        await self._pickup.first_verdict()

    async def refused(self) -> None:
        """Wait until a machine shows itself, which it may never do."""
        await self._is_refused.wait()

    def close(self) -> None:
        self._pickup.close()
