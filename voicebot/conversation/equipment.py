"""What all calls of a process share, whatever their scenario."""

import logging
import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from asr.recognizer import RecognizerEngine
from asr.silero_vad import SileroModel
from tts.cache import PromptCache
from voicebot.conversation.http_outside import open_outside
from voicebot.conversation.needs import recordings_of
from voicebot.conversation.outside import Outside
from voicebot.conversation.reading_threads import ReadingThreads
from voicebot.conversation.robot import Robot
from voicebot.conversation.voice import ScenarioVoice, open_voice
from voicebot.logs.bound import CarryingThreads
from voicebot.scenario.model import Scenario
from voicebot.scenario.texts.prompts import fixed_texts
from voicebot.settings import Settings
from voicebot.speech.engines import open_recognizer

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """Opened once by `open_equipment`; makes a robot for each scenario."""

    engine: RecognizerEngine
    vad: SileroModel
    prompts: PromptCache
    recognition_pool: Executor
    voice_pool: Executor
    outside: Outside
    zone: tzinfo | None = None

    def robot_for(self, scenario: Scenario) -> Robot:
        """Renders every fixed prompt, so that in a call it costs nothing.

        Recorded ones are looked for beside the scenario's file.

        Raises:
            TtsError: a text cannot be said.
        """
        self.prompts.render_all(fixed_texts(scenario, split=self.prompts.cut))
        self._warn_of_mute_prompts(scenario)
        voice = ScenarioVoice(self.prompts, scenario.path.parent)
        voice.load(recordings_of(scenario))
        return Robot(
            engine=self.engine,
            vad=self.vad,
            voice=voice,
            recognition_pool=self.recognition_pool,
            voice_pool=self.voice_pool,
            outside=self.outside,
            zone=self.zone,
        )

    def _warn_of_mute_prompts(self, scenario: Scenario) -> None:
        """Log how many texts hold nothing that the voice can say, as in another language."""
        texts = (text for text, _voice in fixed_texts(scenario))
        mute = sum(not self.prompts.cut(text) for text in texts)
        if mute:
            logger.warning("voice_cannot_say", extra={"prompts": mute})


@contextmanager
def open_equipment(settings: Settings) -> Iterator[Equipment]:
    """Load, or find in another process, what recognizes and speaks.

    A reading by another process only waits, so more of them may go on at once.
    Connections to webhooks and message gateways are shared by all calls.

    Raises:
        VoicebotError, AsrError, TtsError: a model or a voice cannot be used.
    """
    readings = _REMOTE_READINGS if settings.speech.uris else os.cpu_count() or 1
    with (
        ReadingThreads(readings, name="recognition") as ears,
        CarryingThreads(1, thread_name_prefix="voice") as mouth,
        closing(open_voice(settings)) as prompts,
        open_outside(settings) as outside,
    ):
        yield Equipment(
            engine=open_recognizer(settings),
            vad=SileroModel(),
            prompts=prompts,
            recognition_pool=ears,
            voice_pool=mouth,
            outside=outside,
            zone=ZoneInfo(settings.timezone),
        )


_REMOTE_READINGS = 8
"""Two for each of the four calls of a process: one hangs, another is begun."""
