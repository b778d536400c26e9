"""Sounds that callers make or have around them and that are no answer."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sip.leg import RATE_HZ

Sound = npt.NDArray[np.float64]
"""8 kHz, -1 to 1."""

PEAK = 0.3
SEED = 5
BUSY_HZ = 425.0
"""Russian signalling tones."""

_CHORDS = ((262.0, 330.0, 392.0), (220.0, 262.0, 330.0), (175.0, 220.0, 262.0))
_VOICES = 6


def cough() -> Sound:
    """Two bursts of noise, 0.15 s each, that begin sharply and fade."""
    burst = _noise(0.15) * np.exp(-np.arange(_samples(0.15)) / _samples(0.05))
    return _at_peak(np.concatenate([burst, np.zeros(_samples(0.12)), burst]))


def knock() -> Sound:
    """Three clicks of a handset or a table."""
    click = _noise(0.02) * np.exp(-np.arange(_samples(0.02)) / _samples(0.004))
    return _at_peak(np.tile(np.concatenate([click, np.zeros(_samples(0.2))]), 3))


def tone() -> Sound:
    """A signal of 0.6 s."""
    return _at_peak(np.sin(2 * np.pi * BUSY_HZ * _times(0.6)))


def music() -> Sound:
    """Three chords, 1.5 s, each note with a fading octave above it."""
    return _at_peak(np.concatenate([_chord(chord) for chord in _CHORDS]))


def babble(voices: Sequence[Sound]) -> Sound:
    """Several people at once, 1.5 s, each backwards: speech of which no word is left."""
    length = _samples(1.5)
    mixed = np.zeros(length)
    for voice in voices[:_VOICES]:
        mixed += np.resize(voice[::-1], length) / max(1e-9, np.abs(voice).max())
    return _at_peak(mixed)


def noises(voices: Sequence[Sound]) -> Mapping[str, Sound]:
    """All of them by name; `voices` are recordings for the babble."""
    made = {"cough": cough(), "knock": knock(), "tone": tone(), "music": music()}
    return {**made, "babble": babble(voices)}


def _chord(notes: Sequence[float]) -> Sound:
    times = _times(0.5)
    fade = np.exp(-times / 0.4)
    chord = np.zeros(len(times))
    for note in notes:
        chord += np.sin(2 * np.pi * note * times)
        chord += fade * np.sin(4 * np.pi * note * times)
    return chord


def _noise(seconds: float) -> Sound:
    return np.random.default_rng(SEED).standard_normal(_samples(seconds))


def _times(seconds: float) -> Sound:
    return np.arange(_samples(seconds)) / RATE_HZ


def _samples(seconds: float) -> int:
    return round(seconds * RATE_HZ)


def _at_peak(sound: Sound) -> Sound:
    scaled: Sound = PEAK * sound / np.abs(sound).max()
    return scaled
