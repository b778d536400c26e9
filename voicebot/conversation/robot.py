"""What all calls of one process share: the models, the voice, the worker threads."""

from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Protocol

from asr.ear import Ear
from asr.recognizer import RecognizerEngine
from asr.voice_activity import VoiceActivityDetector
from voicebot.conversation.outside import NothingOutside, Outside
from voicebot.conversation.playback import Voice


class VoiceActivityModel(Protocol):
    """A loaded model; makes one detector a call."""

    def detector(self) -> VoiceActivityDetector: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Robot:
    """Loaded once, shared by calls; made by `Equipment`.

    `recognition_pool` has one thread a core: more would only make every reading
    slower. `voice_pool` has one, since a synthesizer serves one thread. `zone` is that of
    the house, by which calls' folders are named; None: by the clock of the talk.
    """

    engine: RecognizerEngine
    vad: VoiceActivityModel
    voice: Voice
    recognition_pool: Executor
    voice_pool: Executor
    outside: Outside = field(default_factory=NothingOutside)
    zone: tzinfo | None = None

    def new_ear(self) -> Ear:
        return Ear(self.vad.detector(), self.engine.recognizer())
