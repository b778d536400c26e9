"""The agent of an attended transfer, from the first ring to the last word."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Self, TypeVar

from sip.leg import Ended, Leg
from tts.errors import TtsError
from voicebot.conversation.agent_check import AgentCheck
from voicebot.conversation.early_media import until_answered
from voicebot.conversation.playback import Playback
from voicebot.conversation.robot import Robot
from voicebot.scenario.actions import Say

logger = logging.getLogger(__name__)

HAND_TO_EAR_S = 0.4
"""From the answer to the whisper at least: a handset is on its way to the ear."""

_TAIL_S = 0.2
"""Silence after the whisper, so that the caller does not come upon its last word."""

LEFT_EARLY = "the agent hung up before the caller was there"

Result = TypeVar("Result")


class Agent:
    """A call of its own beside the caller's, with tasks of its own in `group`.

    `whisper` is what the agent alone is told. `check` None takes whoever answers for a
    person.
    """

    def __init__(
        self,
        leg: Leg,
        robot: Robot,
        group: asyncio.TaskGroup,
        *,
        whisper: Say | None,
        check: AgentCheck | None,
    ) -> None:
        self.leg = leg
        self._robot = robot
        self._group = group
        self._whisper = whisper
        self._check = check
        self._is_introduced = False
        self._playback = Playback(leg, robot.voice, robot.voice_pool)
        self._events = leg.events()
        self._tasks: list[asyncio.Task[Any]] = []
        self._left: asyncio.Task[Ended] | None = None

    async def __aenter__(self) -> Self:
        following = self._group.create_task(self._follow_audio(), name="agent's audio")
        self._tasks.append(following)
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Hang up and let all tasks go; nothing else ends a call to an agent."""
        for task in self._tasks:
            task.cancel()
        if self._check:
            self._check.close()
        await self.leg.hang_up()

    async def answered(self) -> Ended | None:
        """None once the agent picked up; else how the attempt ended."""
        rendered = self._begun(self._render(), "render whisper")
        ended = await until_answered(self._events)
        if ended is None:
            self._left = self._begun(self._until_left(), "agent leaves")
            await rendered
        return ended

    async def introduced(self) -> str | None:
        """Tell a person who is to come; None when all is ready.

        Else why the caller is spared what answered.
        """
        told = self._begun(self._tell(), "whisper")
        left = self._begun(self.left(), "agent leaves early")
        waits: set[asyncio.Task[Any]] = {told, left}
        if self._check:
            waits.add(self._begun(self._check.refused(), "agent is a machine"))
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        self._is_introduced = True
        if left.done():
            return LEFT_EARLY
        return self._check.refusal if self._check else None

    async def left(self) -> None:
        """Wait until the agent's call has ended."""
        if self._left:
            await asyncio.wait({self._left})

    async def _tell(self) -> None:
        if self._check:
            await self._check.judged()
            if self._check.refusal:
                return
        if self._whisper:
            await self._playback.finished(tail_s=HAND_TO_EAR_S)
            await self._playback.play([self._whisper])
            await self._playback.finished(tail_s=_TAIL_S)

    async def _render(self) -> None:
        """While it rings; what cannot be said is left out, as `Playback` does."""
        voice, whisper = self._robot.voice, self._whisper
        if whisper is None:
            return
        loop = asyncio.get_running_loop()
        try:
            for part in voice.cut(whisper):
                await loop.run_in_executor(
                    self._robot.voice_pool, voice.speech, part, whisper
                )
        except TtsError:
            logger.exception("whisper_not_rendered")

    async def _follow_audio(self) -> None:
        async for tick in self.leg.audio():
            if not tick.is_early:
                self._playback.tick()
                if self._check and not self._is_introduced:
                    self._check.hear(tick)

    async def _until_left(self) -> Ended:
        async for event in self._events:
            if isinstance(event, Ended):
                return event
        raise ConnectionError("the agent's events stopped before its end")

    def _begun(
        self, work: Coroutine[Any, Any, Result], name: str
    ) -> asyncio.Task[Result]:
        task = self._group.create_task(work, name=name)
        self._tasks.append(task)
        return task
