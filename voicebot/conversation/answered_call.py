"""An answered call, with all that its talk is carried out with."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from asr.ear import Ear
from sip.leg import AudioTick, Ended, Leg, LegEvent
from voicebot.answering.watch import AnswerWatch, WatchSettings
from voicebot.conversation.attended import AttendedTransfer
from voicebot.conversation.errands import Errands
from voicebot.conversation.listener import Listener
from voicebot.conversation.music import Music
from voicebot.conversation.pickup import Pickup
from voicebot.conversation.playback import Playback
from voicebot.conversation.reader import Reader
from voicebot.conversation.recording import Recording
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.conversation.talk import Talk, TalkParts
from voicebot.conversation.timeline import Timeline
from voicebot.settings import AnsweringSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredCall:
    """What a talk needs, from the devices to the folder that gets the recording.

    `answering` judges who picked up this call, `agents_answering` who picked up where
    an agent is called. `first_tick` was taken from the leg before.
    """

    leg: Leg
    robot: Robot
    script: Script
    errands: Errands
    timeline: Timeline
    folder: Path
    answering: AnsweringSettings
    agents_answering: AnsweringSettings
    first_tick: AudioTick | None

    async def talk(self, events: AsyncIterator[LegEvent]) -> Ended:
        """Talk until the call has ended, recording it; `events` are the leg's."""
        ear = self.robot.new_ear()
        with Recording(self.folder) as recording:
            async with asyncio.TaskGroup() as group:
                pickup = self._pickup(ear, group)
                talk = self._talk(ear, pickup, recording, group)
                try:
                    return await talk.run(events, group)
                finally:
                    if pickup:
                        pickup.close()

    def _talk(
        self,
        ear: Ear,
        pickup: Pickup | None,
        recording: Recording,
        group: asyncio.TaskGroup,
    ) -> Talk:
        playback = Playback(self.leg, self.robot.voice, self.robot.voice_pool)
        music = Music(self.leg, self.robot.voice, self.robot.voice_pool)
        return Talk(
            TalkParts(
                leg=self.leg,
                script=self.script,
                listener=self._listener(ear, playback, pickup, group),
                playback=playback,
                music=music,
                attended=self._attended(music),
                errands=self.errands,
                recording=recording,
                timeline=self.timeline,
                pickup=pickup,
                waits_for_person=self.answering.mode == "lock_out",
                first_tick=self.first_tick,
            )
        )

    def _listener(
        self,
        ear: Ear,
        playback: Playback,
        pickup: Pickup | None,
        group: asyncio.TaskGroup,
    ) -> Listener:
        reader = Reader(
            ear=ear,
            understand=self.script.understand,
            pool=self.robot.recognition_pool,
            timeline=self.timeline,
            new_recognizer=self.robot.engine.recognizer,
        )
        return Listener(
            ear=ear,
            playback=playback,
            reader=reader,
            group=group,
            timeline=self.timeline,
            pickup=pickup,
        )

    def _attended(self, music: Music) -> AttendedTransfer:
        return AttendedTransfer(
            leg=self.leg,
            robot=self.robot,
            music=music,
            timeline=self.timeline,
            answering=self.agents_answering,
        )

    def _pickup(self, ear: Ear, group: asyncio.TaskGroup) -> Pickup | None:
        if self.answering.mode == "off":
            return None
        watch = AnswerWatch(WatchSettings(deadline_s=self.answering.deadline_s))
        return Pickup(
            watch,
            ear=ear,
            pool=self.robot.recognition_pool,
            group=group,
            timeline=self.timeline,
        )
