"""Listens to a dialled call before its answer: operators announce there."""

import asyncio
from collections.abc import AsyncIterator

from asr.ear import Ear, SpeechStarted
from sip.leg import (
    FRAME_SAMPLES,
    RATE_HZ,
    Answered,
    AudioTick,
    Ended,
    Leg,
    LegEvent,
)
from voicebot.answering.watch import AnswerWatch
from voicebot.answering.wording import prepare
from voicebot.conversation.pickup import Pickup
from voicebot.conversation.robot import Robot
from voicebot.conversation.timeline import Timeline

TICK_S = FRAME_SAMPLES / RATE_HZ


class EarlyMedia:
    """The time from the call's first response to its answer or its end.

    An announcement or a busy tone heard then ends the call at once.
    """

    def __init__(self, leg: Leg, robot: Robot, timeline: Timeline) -> None:
        self._leg = leg
        self._robot = robot
        self._timeline = timeline
        self.first_tick: AudioTick | None = None
        """The answered call's first 20 ms, if they came before the news of the answer."""

    async def until_answered(self, events: AsyncIterator[LegEvent]) -> Ended | None:
        """None once answered; else how the attempt ended."""
        async with asyncio.TaskGroup() as group:
            ear = self._robot.new_ear()
            pickup = Pickup(
                AnswerWatch(is_early=True),
                ear=ear,
                pool=self._robot.recognition_pool,
                group=group,
                timeline=self._timeline,
                is_early=True,
            )
            tasks = [
                group.create_task(self._listen(ear, pickup), name="early media"),
                group.create_task(self._give_up(pickup), name="announcement"),
                group.create_task(self._prepare(), name="prepare cues"),
            ]
            try:
                return await until_answered(events)
            finally:
                for task in tasks:
                    task.cancel()
                pickup.close()

    async def _listen(self, ear: Ear, pickup: Pickup) -> None:
        now_s = 0.0
        async for tick in self._leg.audio():
            if not tick.is_early:
                self.first_tick = tick
                return
            now_s += TICK_S
            for edge in ear.hear(tick.heard):
                if isinstance(edge, SpeechStarted):
                    pickup.speech_started(edge.at_s)
                else:
                    pickup.speech_paused(edge.at_s)
            pickup.hear(tick.heard, now_s)

    async def _prepare(self) -> None:
        """The first greeting is judged on the event loop, which must not wait for this."""
        pool = self._robot.recognition_pool
        await asyncio.get_running_loop().run_in_executor(pool, prepare)

    async def _give_up(self, pickup: Pickup) -> None:
        await pickup.machine()
        await self._leg.hang_up()


async def until_answered(events: AsyncIterator[LegEvent]) -> Ended | None:
    """None once answered; else how the attempt ended."""
    async for event in events:
        match event:
            case Answered():
                return None
            case Ended():
                return event
            case _:
                continue
    raise ConnectionError("the leg's events stopped before its end")
