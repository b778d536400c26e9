"""Test sounds, and how closely one is heard as another."""

from pathlib import Path

import numpy as np
import soundfile

from sip.leg import RATE_HZ, Samples

_SEGMENT = 3200
"""0.4 s: the jitter buffer may shift audio between segments, not within one."""


def tone(seconds: float, hz: float = 1000.0) -> Samples:
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (8000 * np.sin(2 * np.pi * hz * time_s)).astype(np.int16)


def babble(seconds: float, seed: int) -> Samples:
    """Noise of the telephone band with a syllable's rhythm: alike at no two places."""
    length = round(seconds * RATE_HZ)
    noise = np.random.default_rng(seed).standard_normal(length)
    spectrum = np.fft.rfft(noise)
    hz = np.fft.rfftfreq(length, 1 / RATE_HZ)
    spectrum[(hz < 300) | (hz > 3400)] = 0
    voice = np.fft.irfft(spectrum, length)
    rhythm = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * np.arange(length) / RATE_HZ)
    shaped = voice / np.abs(voice).max() * rhythm
    return np.asarray(16000 * shaped, np.int16)


def saved(path: Path, samples: Samples, rate_hz: int = RATE_HZ) -> str:
    soundfile.write(path, samples, rate_hz)
    return str(path)


def delay_samples(sent: Samples, heard: Samples) -> int:
    """Where in `heard` the start of `sent` lies, by the greatest correlation."""
    return int(np.argmax(np.abs(_correlations(sent, heard))))


def likeness(sent: Samples, heard: Samples, segment: int = _SEGMENT) -> list[float]:
    """For each segment of `sent` (0.4 s), its correlation where it is heard best."""
    segments = range(0, len(sent) - segment + 1, segment)
    return [_best(sent[start : start + segment], heard) for start in segments]


def _best(segment: Samples, heard: Samples) -> float:
    at = delay_samples(segment, heard)
    found = heard[at : at + len(segment)]
    if len(found) < len(segment) or not found.any():
        return 0.0
    return float(np.corrcoef(segment, found)[0, 1])


def _correlations(
    sent: Samples, heard: Samples
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    length = 1 << (len(sent) + len(heard)).bit_length()
    spectrum = np.fft.rfft(heard, length) * np.conj(np.fft.rfft(sent, length))
    return np.fft.irfft(spectrum, length)[: len(heard)]
