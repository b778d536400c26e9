"""Pauses within a caller's line."""

import numpy as np

from sip.leg import RATE_HZ, Samples

LONGEST_S = 0.15
"""People who answer pause no longer at a comma; synthesizers read as announcers do."""

_BLOCK_SAMPLES = RATE_HZ // 100
_SILENCE_RMS = 60
"""-55 dBFS, between the units of a voice."""


def without_long_pauses(samples: Samples) -> Samples:
    """Cut what is longer than that out of every silence, to 10 ms."""
    whole = len(samples) - len(samples) % _BLOCK_SAMPLES
    blocks = samples[:whole].reshape(-1, _BLOCK_SAMPLES)
    loudness = np.sqrt(np.mean(np.square(blocks.astype(np.float64)), axis=1))
    quiet_blocks = 0
    kept = []
    for block, rms in zip(blocks, loudness, strict=True):
        quiet_blocks = quiet_blocks + 1 if rms < _SILENCE_RMS else 0
        if quiet_blocks * _BLOCK_SAMPLES <= LONGEST_S * RATE_HZ:
            kept.append(block)
    return np.concatenate([*kept, samples[whole:]])
