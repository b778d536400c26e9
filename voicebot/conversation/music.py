"""A recording that plays, again and again, while the caller waits."""

import asyncio
import logging
from concurrent.futures import Executor

import numpy as np

from sip.leg import FRAME_SAMPLES, RATE_HZ, Leg, Samples
from tts.errors import TtsError
from voicebot.conversation.playback import Voice
from voicebot.scenario.actions import BargeIn, Say

logger = logging.getLogger(__name__)

AFTER_S = 0.7
"""A wait shorter than this stays silent: a blip of music is worse than a breath."""

FADE_S = 0.06

_AHEAD_SAMPLES = RATE_HZ
"""What is handed over in advance, for a loop that is late."""

RINGING_HZ = 425
RINGING_S = 1.0
RINGING_PAUSE_S = 4.0
"""The ringback tone of Russian networks."""

_FADE: np.ndarray[tuple[int], np.dtype[np.float64]] = np.linspace(
    1.0, 0.0, int(FADE_S * RATE_HZ)
)


class Music:
    """One recording at a time, on the call's clock; nothing else plays meanwhile.

    What the caller says or presses does not end it: nobody listens yet.
    """

    def __init__(self, leg: Leg, voice: Voice, pool: Executor) -> None:
        self._leg = leg
        self._voice = voice
        self._pool = pool
        self._track: Samples | None = None
        self._loading: asyncio.Future[Samples | None] | None = None
        self._handed_over = 0
        self._silent_ticks = 0
        self._ticks_left = 0
        self._ended = asyncio.Event()

    def start(self, audio: str, *, after_s: float = AFTER_S) -> None:
        """Begin once `after_s` more have passed. What cannot be played stays silent."""
        self._begin(after_s)
        recorded = Say(
            text=audio, voice=None, barge_in=BargeIn.OFF, fixed=True, audio=audio
        )
        if self._voice.is_rendered(audio, recorded):
            self._track = self._samples(recorded)
        else:
            loop = asyncio.get_running_loop()
            self._loading = loop.run_in_executor(self._pool, self._samples, recorded)

    def start_ringing(self, *, after_s: float = AFTER_S) -> None:
        """A ringback tone instead, where the scenario has no recording."""
        self._begin(after_s)
        self._track = _ringing()

    async def played(self, audio: str, duration_s: float) -> None:
        """Play for `duration_s` of the call, from now on."""
        self._ticks_left = _ticks(duration_s)
        self._ended.clear()
        self.start(audio, after_s=0.0)
        await self._ended.wait()

    def stop(self) -> None:
        """Fade out within `FADE_S`."""
        track, self._track, self._loading = self._track, None, None
        if track is None or not self._handed_over:
            return
        place = self._handed_over - self._leg.discard()
        rest = _looped(track, place, len(_FADE))
        self._leg.play((rest * _FADE).astype(np.int16))

    def tick(self) -> None:
        """Another 20 ms of the call have passed."""
        self._ticks_left = max(0, self._ticks_left - 1)
        if not self._ticks_left:
            self._ended.set()
        self._silent_ticks = max(0, self._silent_ticks - 1)
        if self._loading is not None and self._loading.done():
            self._track, self._loading = self._loading.result(), None
        if self._track is not None and not self._silent_ticks:
            self._feed(self._track)

    def _begin(self, after_s: float) -> None:
        self._silent_ticks = _ticks(after_s)
        self._handed_over = 0

    def _feed(self, track: Samples) -> None:
        if self._leg.waiting_samples < _AHEAD_SAMPLES:
            self._leg.play(_looped(track, self._handed_over, _AHEAD_SAMPLES))
            self._handed_over += _AHEAD_SAMPLES

    def _samples(self, recorded: Say) -> Samples | None:
        """On the pool, or on the loop where the recording is in memory."""
        try:
            [part] = self._voice.cut(recorded)
            found = self._voice.speech(part, recorded)
        except TtsError:
            logger.exception("music_not_played")
            return None
        return found if len(found) else None


def _ticks(duration_s: float) -> int:
    return round(duration_s * RATE_HZ / FRAME_SAMPLES)


def _looped(track: Samples, place: int, length: int) -> Samples:
    """`length` samples from `place` on, beginning anew where the track ends."""
    places = np.arange(place, place + length)
    samples: Samples = track.take(places, mode="wrap")
    return samples


def _ringing() -> Samples:
    """One ring and the pause after it, at about -20 dBFS."""
    moments = np.arange(round(RINGING_S * RATE_HZ)) / RATE_HZ
    tone = 3000 * np.sin(2 * np.pi * RINGING_HZ * moments)
    tone[-len(_FADE) :] *= _FADE
    pause = np.zeros(round(RINGING_PAUSE_S * RATE_HZ))
    return np.concatenate([tone, pause]).astype(np.int16)
