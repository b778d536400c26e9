"""Where speech starts and ends in synthesized audio.

Silence before the first sound is heard by the caller as a slower robot.
"""

import numpy as np

from tts.loudness import TARGET_DBFS, Wave

LEADING_S = 0.010
TRAILING_S = 0.100

_BLOCK_S = 0.005
_SILENCE_DBFS = TARGET_DBFS - 34.0
"""Quieter than a weak fricative, louder than the noise between a voice's units."""
_FADE_S = 0.004


def trim(wave: Wave, rate_hz: int) -> Wave:
    """Cut silence at both edges of levelled speech down to the constants above.

    What holds no sound at all becomes empty.
    """
    sounding = np.flatnonzero(_is_sounding(wave, rate_hz))
    if not sounding.size:
        return wave[:0]
    block = int(_BLOCK_S * rate_hz)
    start = int(sounding[0]) * block - int(LEADING_S * rate_hz)
    end = (int(sounding[-1]) + 1) * block + int(TRAILING_S * rate_hz)
    return wave[max(0, start) : end]


def fade(wave: Wave, rate_hz: int) -> Wave:
    """Start and end at zero, so that no edge clicks."""
    length = min(int(_FADE_S * rate_hz), len(wave) // 2)
    if not length:
        return wave
    ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)
    faded = wave.copy()
    faded[:length] *= ramp
    faded[-length:] *= ramp[::-1]
    return faded


def _is_sounding(wave: Wave, rate_hz: int) -> np.ndarray[tuple[int], np.dtype[np.bool]]:
    block = int(_BLOCK_S * rate_hz)
    padded = np.pad(wave, (0, -len(wave) % block)).astype(np.float64)
    powers = np.square(padded).reshape(-1, block).mean(axis=1)
    return np.asarray(powers > 10 ** (_SILENCE_DBFS / 10))
