"""Telephone tones as samples."""

import numpy as np

from voicebot.answering.tone import RATE_HZ, Samples


def tone(frequency_hz: float, length_s: float, *, level: float = 0.2) -> Samples:
    """A pure tone; `level` is its share of full scale."""
    moments = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    wave = level * 32767 * np.sin(2 * np.pi * frequency_hz * moments)
    return wave.astype(np.int16)


def silence(length_s: float) -> Samples:
    return np.zeros(round(length_s * RATE_HZ), np.int16)


def noisy(samples: Samples, *, rms: float, seed: int = 7) -> Samples:
    noise = np.random.default_rng(seed).normal(0, rms, len(samples))
    return np.clip(samples + noise, -32768, 32767).astype(np.int16)


def in_noise(samples: Samples, snr_db: float, *, level: float = 0.2) -> Samples:
    """White noise below tones of that level, whatever silence surrounds them."""
    return noisy(samples, rms=level * 32767 / 2**0.5 / 10 ** (snr_db / 20))


def cadence(frequency_hz: float, on_s: float, off_s: float, times: int) -> Samples:
    one = np.concatenate([tone(frequency_hz, on_s), silence(off_s)])
    return np.tile(one, times)
