"""The noise of a poor telephone line, the same for the same seed."""

import numpy as np
import numpy.typing as npt

from sip.leg import RATE_HZ

Wave = npt.NDArray[np.float32]
"""Mono at 8 kHz, full scale ±1."""

BAND_HZ = (300.0, 3400.0)
"""What a telephone line carries (ITU-T G.712)."""

LOOP_S = 30
"""The noise repeats after this long, without a seam."""

_MAINS_HZ = 50
_HUM_SHARE = 0.1
_SWELLS = 4
_SWELL_DEPTH = 0.3


def line_noise(seed: int) -> Wave:
    """Pink noise of the telephone band and the mains' harmonics, swelling slowly.

    Its mean power is 1. Made in the frequency domain, so it ends where it begins.
    """
    random = np.random.default_rng(seed)
    length = LOOP_S * RATE_HZ
    frequencies_hz = np.fft.rfftfreq(length, 1 / RATE_HZ)
    in_band = (frequencies_hz >= BAND_HZ[0]) & (frequencies_hz <= BAND_HZ[1])
    powers = np.where(in_band, 1 / np.maximum(frequencies_hz, 1.0), 0.0)
    is_harmonic = in_band & (np.arange(len(powers)) % (_MAINS_HZ * LOOP_S) == 0)
    powers /= powers.sum()
    powers[is_harmonic] += _HUM_SHARE / is_harmonic.sum()
    phases = random.uniform(0, 2 * np.pi, len(powers))
    wave = np.fft.irfft(np.sqrt(powers) * np.exp(1j * phases), length)
    swell = 1 + _SWELL_DEPTH * np.sin(np.linspace(0, 2 * np.pi * _SWELLS, length))
    wave *= swell
    noise: Wave = (wave / np.sqrt(np.mean(np.square(wave)))).astype(np.float32)
    return noise
