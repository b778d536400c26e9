"""The voice of callers that are only written."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soxr
from rapidfuzz.distance import Levenshtein

from sip.leg import RATE_HZ, Samples
from tts.cache import PromptCache
from tts.normalize import normalize
from tts.prompt_store import PromptStore
from tts.stretch import stretch
from tts.synthesizer import Speech
from voicebot.rehearsal.inner_pauses import without_long_pauses
from voicebot.understanding.words import spoken_words

Read = Callable[[Samples], str]
"""What the robot's recognizer makes of a recording."""

_VERSION = 2
"""Raise it when the same line would come out otherwise."""

_PITCHES = (1.06, 0.94, 1.12, 1.0)
"""How much higher than the robot a caller may speak, the first that is plain winning."""

_FULL_SCALE = np.float32(32768)


class CallerVoice:
    """Speaks callers' lines, each kept on disk once it is made.

    A synthesizer slurs some words so much that no person would; a test is to fail for
    the scenario or for the line's noise, not for that. So a line is tried at several
    pitches, and the take is kept that the recognizer reads best on a good line. The
    robot's own pitch comes last: two people seldom have one voice.
    """

    def __init__(
        self, prompts: PromptCache, folder: Path, *, read: Read, reader: str
    ) -> None:
        """`reader` names the recognizer behind `read`."""
        self._prompts = prompts
        self._store = PromptStore(folder)
        self._read = read
        self._reader = reader

    def speech(self, text: str) -> Samples:
        """8 kHz, as a microphone has it.

        Raises:
            TtsError: the synthesizer fails, or the folder cannot be written.
        """
        key = self._key(text)
        kept = self._store.read(key)
        if kept is None:
            kept = Speech(samples=self._best_take(text), rate_hz=RATE_HZ)
            self._store.write(key, kept)
        return kept.samples

    def _best_take(self, text: str) -> Samples:
        words = _words(text)
        best, fewest_errors = np.zeros(0, np.int16), -1
        for take in self._takes(text):
            errors = Levenshtein.distance(words, _words(self._read(take)))
            if fewest_errors < 0 or errors < fewest_errors:
                best, fewest_errors = take, errors
            if not errors:
                break
        return best

    def _takes(self, text: str) -> Iterator[Samples]:
        spoken = without_long_pauses(self._prompts.speech(text).samples)
        return (_at_pitch(spoken, pitch) for pitch in _PITCHES)

    def _key(self, text: str) -> str:
        facts = [_VERSION, self._prompts.engine, self._reader, text]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _words(text: str) -> str:
    """Bare words; a number is the same in digits and in letters."""
    return " ".join(spoken_words(normalize(text)))


def _at_pitch(spoken: Samples, pitch: float) -> Samples:
    """Higher or lower by `pitch`, as long as before."""
    if pitch == 1.0 or not len(spoken):
        return spoken
    wave = spoken.astype(np.float32) / _FULL_SCALE
    moved = soxr.resample(wave, RATE_HZ * pitch, RATE_HZ)
    kept = stretch(moved, RATE_HZ, 1 / pitch) * _FULL_SCALE
    samples: Samples = np.clip(np.rint(kept), -32768, 32767).astype(np.int16)
    return samples
