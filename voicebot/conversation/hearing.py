"""What one call hears of its caller: the ear, spared the robot's own voice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from asr.ear import Ear, SpeechPaused, SpeechStarted
from sip.leg import AudioTick
from voicebot.conversation.echo import EchoGuard
from voicebot.conversation.echo_path import mean_square
from voicebot.conversation.far_music import FarMusic
from voicebot.conversation.hunch import Hunch
from voicebot.conversation.watchdog import UnnoticedVoice

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


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceUnnoticed:
    """Something rose and fell like a voice, and voice activity detection was deaf to it.

    It was made to forget what it had heard, and listens afresh.
    """


HeardEvent = SpeechStarted | SpeechPaused | EchoPassed | VoiceUnnoticed


@dataclass(slots=True)
class _Doubt:
    """A start of speech that may be the robot's own."""

    started: SpeechStarted
    voice_ticks: int = 0
    """More than echo, without a break, up to now."""
    most_voice_ticks: int = 0
    has_echo: bool = False

    def take(self, *, is_voice: bool, is_echo: bool) -> None:
        self.has_echo |= is_echo
        self.voice_ticks = self.voice_ticks + 1 if is_voice else 0
        self.most_voice_ticks = max(self.most_voice_ticks, self.voice_ticks)

    @property
    def is_all_voice(self) -> bool:
        return self.most_voice_ticks >= _VOICE_TICKS and not self.has_echo


class Hearing:
    """Takes every tick to the ear, and holds back what is not the caller's speech.

    A start of speech over the prompt is doubted for 60 ms, and for as long as echo
    explains it; in the robot's first words longer, for nothing is known of its echo. It
    counts with its first moment that is more than echo, or passes. What ended before,
    and was nowhere like an echo, counts as well.
    """

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._echo = EchoGuard()
        self._music = FarMusic()
        self._unnoticed = UnnoticedVoice()
        self._doubt: _Doubt | None = None
        self._hunch = Hunch()

    @property
    def is_speech_likely(self) -> bool:
        """The caller seems just to begin to speak; true or not, that is known soon."""
        return self._hunch.is_live

    @property
    def is_speech(self) -> bool:
        """The caller speaks, or fell silent too lately to call it a pause."""
        return self._ear.is_speech and self._doubt is None

    @property
    def is_music(self) -> bool:
        """The far end plays music or rings: nobody is there to answer."""
        return self._music.is_playing

    def hear(self, tick: AudioTick) -> tuple[HeardEvent, ...]:
        heard = self._echo.hear(tick.heard, tick.played)
        edges = self._ear.hear(heard)
        power = mean_square(heard.astype(np.float32))
        self._music.hear(heard, is_speech=self._ear.is_speech)
        judged = [event for edge in edges for event in self._judged(edge)]
        is_voice = power > _LEAST_VOICE**2 and not self._echo.is_echo
        believed = self._believed(is_voice=is_voice)
        self._guess((*judged, *believed), is_voice=is_voice)
        return (*judged, *believed, *self._wakened(power))

    def _guess(self, events: Sequence[HeardEvent], *, is_voice: bool) -> None:
        """Only where no echo was ever found: a path that moves sounds like a voice."""
        if any(isinstance(event, SpeechStarted) for event in events):
            self._hunch.speech_started()
            return
        is_beginning = self._ear.is_speech_beginning or self._doubt is not None
        has_echo = self._echo.is_unknown or self._echo.delay_s is not None
        self._hunch.hear(
            is_beginning=is_beginning and not has_echo,
            is_voice=is_voice,
            is_echo=self._echo.is_echo,
        )

    def _wakened(self, power: float) -> tuple[VoiceUnnoticed, ...]:
        """Reset the voice activity detection where it hears no voice in a voice."""
        is_explained = self._ear.is_speech or self._echo.is_echo or self.is_music
        if not self._unnoticed.is_likely(power, is_explained=is_explained):
            return ()
        self._ear.listen_afresh()
        return (VoiceUnnoticed(),)

    def _judged(self, event: SpeechStarted | SpeechPaused) -> tuple[HeardEvent, ...]:
        match event:
            case SpeechStarted() if self._echo.is_possible:
                self._doubt = _Doubt(event)
                return ()
            case SpeechPaused(at_s=at_s) if self._doubt:
                doubt, self._doubt = self._doubt, None
                if doubt.is_all_voice:
                    return doubt.started, event
                return (EchoPassed(start_s=doubt.started.at_s, end_s=at_s),)
            case _:
                return (event,)

    def _believed(self, *, is_voice: bool) -> tuple[SpeechStarted, ...]:
        """A doubted start, once it is more than echo."""
        doubt = self._doubt
        if doubt is None:
            return ()
        doubt.take(is_voice=is_voice, is_echo=self._echo.is_echo)
        needed = _UNKNOWN_VOICE_TICKS if self._echo.is_unknown else _VOICE_TICKS
        if doubt.voice_ticks < needed:
            return ()
        self._doubt = None
        return (doubt.started,)
