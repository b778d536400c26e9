"""Any speech as a telephone prompt: 8 kHz, one loudness, tight edges."""

import numpy as np
import soxr

from tts.edges import fade, trim
from tts.loudness import Wave, level
from tts.synthesizer import RATE_HZ, Samples, Speech

VERSION = 1
"""Raise it when the same speech would come out otherwise: cached prompts are redone."""

_FULL_SCALE = 32767
_RUMBLE_HZ = (60.0, 120.0)
"""Nothing below the first passes, everything above the second does."""


def to_telephone(speech: Speech) -> Speech:
    """Speech that holds no sound becomes empty."""
    wave = speech.samples.astype(np.float32) / np.float32(_FULL_SCALE)
    wave = _without_rumble(_resampled(wave, speech.rate_hz))
    wave = fade(trim(level(wave, RATE_HZ), RATE_HZ), RATE_HZ)
    return Speech(samples=to_samples(wave), rate_hz=RATE_HZ)


def silence(duration_s: float) -> Speech:
    return Speech(
        samples=np.zeros(round(duration_s * RATE_HZ), np.int16), rate_hz=RATE_HZ
    )


def to_samples(wave: Wave) -> Samples:
    samples: Samples = np.clip(np.rint(wave * _FULL_SCALE), -32768, 32767).astype(
        np.int16
    )
    return samples


def _resampled(wave: Wave, rate_hz: int) -> Wave:
    """Band-limited to the half of 8 kHz by soxr's own filter."""
    resampled: Wave = soxr.resample(wave, rate_hz, RATE_HZ)
    return resampled


def _without_rumble(wave: Wave) -> Wave:
    """Take away what a telephone does not carry but a loudness meter counts."""
    length = 1 << len(wave).bit_length()
    spectrum = np.fft.rfft(wave, length)
    low_hz, high_hz = _RUMBLE_HZ
    frequencies_hz = np.fft.rfftfreq(length, 1 / RATE_HZ)
    place = np.clip((frequencies_hz - low_hz) / (high_hz - low_hz), 0.0, 1.0)
    spectrum *= 0.5 - 0.5 * np.cos(np.pi * place)
    return np.fft.irfft(spectrum, length)[: len(wave)].astype(np.float32)
