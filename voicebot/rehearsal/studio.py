"""Calls rehearsed in sound: the true robot, a caller made of sound, no telephone."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from asr.ear import Ear
from asr.listening import listen
from asr.recognizer import RecognizerEngine
from asr.silero_vad import SileroModel
from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples
from tts.cache import PromptCache
from voicebot.conversation.call import Call
from voicebot.conversation.events import CallEvent
from voicebot.conversation.opening import open_understander_for
from voicebot.conversation.reading_threads import ReadingThreads
from voicebot.conversation.report import CallReport
from voicebot.conversation.robot import Robot
from voicebot.conversation.script import Script
from voicebot.conversation.voice import ScenarioVoice, open_voice
from voicebot.rehearsal.caller_voice import CallerVoice
from voicebot.rehearsal.channel import (
    PhoneChannel,
    in_telephone_band,
    speech_level_dbfs,
)
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.stage import Stage
from voicebot.rehearsal.studio_leg import StudioLeg
from voicebot.rehearsal.studio_line import RINGS_S, StudioLine
from voicebot.scenario.model import Scenario
from voicebot.scenario.texts.prompts import fixed_texts
from voicebot.settings import AnsweringSettings, Settings
from voicebot.speech.engines import open_recognizer
from voicebot.understanding.understander import Understander

CALLERS_FOLDER = "callers"
"""Under `var`: lines of callers as they are spoken."""

_LEAD_IN: Samples = np.zeros(RATE_HZ // 4, np.int16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One call to rehearse; its folder lies under `recordings`.

    `answering` is how a call is watched that a machine answers: one that the robot
    dials. All others are people who call.
    """

    script: Script
    stage: Stage
    robot: Robot
    line: LineCondition
    recordings: Path
    call_id: str
    watch: Callable[[CallEvent], None] = lambda _: None
    answering: AnsweringSettings = field(default_factory=AnsweringSettings)


async def rehearse(take: Take) -> CallReport:
    """Have the call; for the loop of `run_virtually`."""
    stage = take.stage

    def watch(event: CallEvent) -> None:
        stage.notice(event)
        take.watch(event)

    leg = StudioLeg(
        stage.caller,
        PhoneChannel(take.line, speech_dbfs=speech_level_dbfs(*stage.speech)),
        call_id=take.call_id,
        connects=stage.connects,
    )
    robot = replace(take.robot, outside=stage)
    call = Call(robot, take.script, take.recordings, watch, answering=take.answering)
    if not stage.has_machine:
        return await call.answer(leg)
    return await call.dial(StudioLine(leg), leg.remote_uri, ring_s=RINGS_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """Models loaded once, for any number of scenarios and calls, several at once too."""

    settings: Settings
    engine: RecognizerEngine
    vad: SileroModel
    prompts: PromptCache
    recognition_pool: Executor
    voice_pool: Executor

    @property
    def caller_voice(self) -> CallerVoice:
        return CallerVoice(
            self.prompts,
            self.settings.folders.var / CALLERS_FOLDER,
            read=self._read,
            reader=self.engine.name,
        )

    def robot(self, scenario: Scenario) -> Robot:
        """A robot whose fixed prompts of this scenario are rendered.

        Raises:
            TtsError: the synthesizer fails.
        """
        self.prompts.render_all(fixed_texts(scenario, split=self.prompts.cut))
        return Robot(
            engine=self.engine,
            vad=self.vad,
            voice=ScenarioVoice(self.prompts, scenario.path.parent),
            recognition_pool=self.recognition_pool,
            voice_pool=self.voice_pool,
        )

    def _read(self, take: Samples) -> str:
        """What the robot hears of a take over a good line, by itself."""
        channel = PhoneChannel(LineCondition())
        sent = in_telephone_band(np.concatenate([_LEAD_IN, take]))
        whole = len(sent) - len(sent) % FRAME_SAMPLES
        frames = [
            channel.carry(sent[at : at + FRAME_SAMPLES])
            for at in range(0, whole, FRAME_SAMPLES)
        ]
        ear = Ear(self.vad.detector(), self.engine.recognizer())
        return listen(ear, np.concatenate(frames)).transcript.text

    @property
    def answering(self) -> AnsweringSettings:
        """As the settings have it; a rehearsal of machines is never without."""
        chosen = self.settings.answering
        return AnsweringSettings() if chosen.mode == "off" else chosen

    def understander(self, scenario: Scenario) -> Understander:
        return open_understander_for(self.settings, scenario)


@contextmanager
def open_studio(settings: Settings) -> Iterator[Studio]:
    """Load what the settings choose.

    Raises:
        VoicebotError, AsrError, TtsError: a model or a voice cannot be used.
    """
    with (
        ReadingThreads(os.cpu_count() or 1, name="recognition") as ears,
        ThreadPoolExecutor(1, thread_name_prefix="voice") as mouth,
        closing(open_voice(settings)) as prompts,
    ):
        yield Studio(
            settings=settings,
            engine=open_recognizer(settings),
            vad=SileroModel(),
            prompts=prompts,
            recognition_pool=ears,
            voice_pool=mouth,
        )
