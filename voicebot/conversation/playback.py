"""The robot's mouth in one call: plays prompts, holds them, resumes, drops."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Protocol

import numpy as np

from sip.leg import RATE_HZ, Leg, Samples
from tts.errors import TtsError
from voicebot.scenario.actions import Say

logger = logging.getLogger(__name__)

_REWIND_SAMPLES = int(0.3 * RATE_HZ)
"""A resumed prompt starts this much before the cut, so that no word is lost."""

_LONGEST_REWIND_SAMPLES = RATE_HZ
"""From a pause that was not longer ago, the prompt goes on at that pause."""

_PAUSE_SAMPLES = int(0.06 * RATE_HZ)
"""Plosives close the mouth for less."""

_PAUSE_PEAK = 0.02
"""Of the prompt's peak: 34 dB below it."""

_BREATH: Samples = np.zeros(int(0.3 * RATE_HZ), np.int16)
"""Silence between two `say` of one prompt, as between its sentences."""


class Voice(Protocol):
    """Speech for prompts, 8 kHz; what is rendered comes at no cost."""

    @property
    def name(self) -> str:
        """Engine and voice, for the timeline."""

    def cut(self, say: Say) -> tuple[str, ...]:
        """The parts that are spoken one after another, each cached by itself."""

    def is_rendered(self, part: str, say: Say) -> bool: ...

    def speech(self, part: str, say: Say) -> Samples:
        """Blocks while a part that is not rendered is synthesized."""


class Playback:
    """One prompt at a time: a batch of `Say` actions, played in order.

    A barge-in holds it (nothing is lost), resumes it a little earlier, or drops it.
    """

    def __init__(self, leg: Leg, voice: Voice, pool: Executor) -> None:
        self._leg = leg
        self._voice = voice
        self._pool = pool
        self.text = ""
        """All that the prompt says, spoken or still to be spoken."""
        self._track: Samples = np.zeros(0, np.int16)
        self._held_at: int | None = None
        self._is_feeding = False
        self._is_dropped = False
        self._finished = asyncio.Event()

    @property
    def is_finished(self) -> bool:
        """Everything was rendered and has left for the wire."""
        return (
            not self._is_feeding
            and self._held_at is None
            and self._leg.waiting_samples == 0
        )

    async def finished(self, *, tail_s: float) -> None:
        """Wait until everything has left for the wire, and `tail_s` of silence."""
        self._leg.play(np.zeros(int(tail_s * RATE_HZ), np.int16))
        self._finished.clear()
        await self._finished.wait()

    def tick(self) -> None:
        """Another 20 ms of the call have passed."""
        if self.is_finished:
            self._finished.set()

    async def play(self, says: Sequence[Say]) -> None:
        """Send a prompt on its way; returns when its last part was handed over."""
        self.text = " ".join(say.text for say in says)
        self._track = np.zeros(0, np.int16)
        self._held_at = None
        self._is_dropped = False
        self._is_feeding = True
        try:
            for number, say in enumerate(says):
                if number:
                    self._append(_BREATH)
                for part in self._voice.cut(say):
                    self._append(await self._speech(part, say))
        finally:
            self._is_feeding = False

    def hold(self) -> float:
        """Stop at once and keep the place; seconds that were not played."""
        unplayed = self._leg.discard()
        self._held_at = len(self._track) - unplayed
        return unplayed / RATE_HZ

    def resume(self) -> None:
        if self._held_at is None:
            return
        place = _place_to_resume(self._track, self._held_at)
        self._held_at = None
        self._leg.play(self._track[place:])

    def drop(self) -> float:
        """Forget the rest, rendered or not; seconds that were rendered and not played."""
        self._is_dropped = True
        unplayed = self._leg.discard()
        if self._held_at is not None:
            unplayed = len(self._track) - self._held_at
            self._held_at = None
        return unplayed / RATE_HZ

    def _append(self, samples: Samples) -> None:
        if self._is_dropped:
            return
        self._track = np.concatenate([self._track, samples])
        if self._held_at is None:
            self._leg.play(samples)

    async def _speech(self, part: str, say: Say) -> Samples:
        """A part that cannot be spoken is left out: the call goes on without it."""
        try:
            if self._voice.is_rendered(part, say):
                return self._voice.speech(part, say)
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, self._voice.speech, part, say)
        except TtsError:
            logger.exception("prompt_not_spoken")
            return np.zeros(0, np.int16)


def _place_to_resume(track: Samples, held_at: int) -> int:
    """The end of the last pause before the cut, but for 60 ms of it; a sample's place.

    Where there was none within a second, 0.3 s before the cut.
    """
    began = max(0, held_at - _LONGEST_REWIND_SAMPLES)
    before = np.abs(track[began:held_at].astype(np.int32))
    peak = np.abs(track.astype(np.int32)).max(initial=0)
    sounding = np.flatnonzero(before > _PAUSE_PEAK * peak)
    edges = np.concatenate([[-1], sounding, [len(before)]])
    pauses = np.flatnonzero(np.diff(edges) > _PAUSE_SAMPLES)
    if not len(pauses):
        return max(0, held_at - _REWIND_SAMPLES)
    return began + int(edges[pauses[-1] + 1]) - _PAUSE_SAMPLES
