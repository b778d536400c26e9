"""What one call hears of its caller: the ear, spared the robot's own voice."""

from dataclasses import dataclass

import numpy as np

from asr.ear import Ear, SpeechPaused, SpeechStarted
from sip.leg import AudioTick
from voicebot.conversation.echo import EchoGuard
from voicebot.conversation.echo_path import mean_square
from voicebot.conversation.far_music import FarMusic

_VOICE_TICKS = 3
"""So long a doubted sound must be more than echo before somebody speaks."""

_UNKNOWN_VOICE_TICKS = 15
"""The same in the robot's first words, whose echo is not known yet."""

_LEAST_VOICE = 30.0
"""Root mean square of a tick, about -61 dBFS: softer sounds over a prompt are noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoPassed:
    """What sounded like speech was the robot's own voice, from its start to its end."""

    start_s: float
    end_s: float


HeardEvent = SpeechStarted | SpeechPaused | EchoPassed


class Hearing:
    """Takes every tick to the ear, and holds back what is not the caller's speech.

    A start of speech over the prompt is doubted for 60 ms, and for as long as echo
    explains it. It counts with its first moment that is more than echo, or passes.
    """

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._echo = EchoGuard()
        self._music = FarMusic()
        self._doubted: SpeechStarted | None = None
        self._voice_ticks = 0
        self._is_audible = False

    @property
    def is_speech(self) -> bool:
        """The caller speaks, or fell silent too lately to call it a pause."""
        return self._ear.is_speech and self._doubted is None

    @property
    def is_music(self) -> bool:
        """The far end plays music or rings: nobody is there to answer."""
        return self._music.is_playing

    def hear(self, tick: AudioTick) -> tuple[HeardEvent, ...]:
        heard = self._echo.hear(tick.heard, tick.played)
        events = [self._judged(event) for event in self._ear.hear(heard)]
        self._is_audible = mean_square(heard.astype(np.float32)) > _LEAST_VOICE**2
        self._music.hear(heard, is_speech=self._ear.is_speech)
        return tuple(event for event in (*events, self._believed()) if event)

    def _judged(self, event: SpeechStarted | SpeechPaused) -> HeardEvent | None:
        match event:
            case SpeechStarted() if self._echo.is_possible:
                self._doubted = event
                self._voice_ticks = 0
                return None
            case SpeechPaused(at_s=at_s) if self._doubted:
                began_s, self._doubted = self._doubted.at_s, None
                return EchoPassed(start_s=began_s, end_s=at_s)
            case _:
                return event

    def _believed(self) -> SpeechStarted | None:
        """A doubted start, once it is more than echo."""
        if self._doubted is None:
            return None
        is_voice = self._is_audible and not self._echo.is_echo
        self._voice_ticks = self._voice_ticks + 1 if is_voice else 0
        is_unknown = self._echo.is_unknown
        if self._voice_ticks < (_UNKNOWN_VOICE_TICKS if is_unknown else _VOICE_TICKS):
            return None
        started, self._doubted = self._doubted, None
        return started
