"""Who took an agent's call: a person, or a machine that must not get the caller."""

import asyncio

from asr.ear import SpeechPaused, SpeechStarted
from sip.leg import FRAME_SAMPLES, RATE_HZ, AudioTick
from voicebot.answering.verdict import Verdict
from voicebot.answering.watch import AnswerWatch, WatchSettings
from voicebot.conversation.events import CallEvent
from voicebot.conversation.hearing import Hearing
from voicebot.conversation.pickup import Pickup
from voicebot.conversation.robot import Robot

SILENCE_S = 2.0
"""An agent who picks up without a word is a person after this."""

_TICK_S = FRAME_SAMPLES / RATE_HZ


class AgentCheck:
    """Follows the agent's call from its answer on; `close` it."""

    def __init__(
        self, robot: Robot, group: asyncio.TaskGroup, *, deadline_s: float
    ) -> None:
        ear = robot.new_ear()
        settings = WatchSettings(deadline_s=deadline_s, silence_s=SILENCE_S)
        self._watch = AnswerWatch(settings)
        self._hearing = Hearing(ear)
        self._pickup = Pickup(
            self._watch,
            ear=ear,
            pool=robot.recognition_pool,
            group=group,
            timeline=_NoNotes(),
        )
        self._now_s = 0.0

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

    async def verdict(self) -> Verdict:
        """Wait until it is known, or taken for granted, who answered."""
        return await self._pickup.first_verdict()

    async def machine(self) -> Verdict:
        """Wait until a machine shows itself, which it may never do."""
        return await self._pickup.machine()

    @property
    def why_machine(self) -> str | None:
        """What answered instead of a person, and what speaks for that."""
        verdict = self._watch.verdict
        if verdict is None or not verdict.is_machine:
            return None
        return f"{verdict.answerer} answered: {verdict.why}"

    def close(self) -> None:
        self._pickup.close()


class _NoNotes:
    """The timeline's verdicts are on the caller's side of the call."""

    def record(self, event: CallEvent) -> None:
        """Nobody reads them."""
