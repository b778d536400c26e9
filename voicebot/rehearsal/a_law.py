"""G.711 A-law: what a telephone line leaves of 16-bit samples."""

import numpy as np
import numpy.typing as npt

from sip.leg import Samples

_SEGMENTS = 8
_STEPS = 16


def through_a_law(samples: Samples) -> Samples:
    """Coded and decoded again (ITU-T G.711, table 1a): 13 bits become 8, and back.

    >>> through_a_law(np.array([0, 100, -1000, 32767], np.int16)).tolist()
    [8, 104, -1008, 32256]
    """
    is_negative = samples < 0
    decoded = _LEVELS[np.where(is_negative, ~samples, samples) >> 4]
    quantized: Samples = np.where(is_negative, -decoded, decoded).astype(np.int16)
    return quantized


def _levels() -> npt.NDArray[np.int32]:
    """The decoded value of each of the 2048 magnitudes of 12 bits that A-law tells.

    The two lowest segments share a step of 16; each further one doubles it. The
    decoder answers with the middle of a step. A negative sample is told by its ones'
    complement.
    """
    steps = [16 << max(0, segment - 1) for segment in range(_SEGMENTS)]
    levels = [
        begins + number * step + step // 2
        for segment, step in enumerate(steps)
        for begins in [step * _STEPS if segment else 0]
        for number in range(_STEPS)
        for _ in range(step // 16)
    ]
    return np.array(levels, np.int32)


_LEVELS = _levels()
