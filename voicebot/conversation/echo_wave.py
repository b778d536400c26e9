"""Finds an echo by its wave: the delay at which what is heard looks like the prompt."""

import numpy as np
import numpy.typing as npt

from sip.leg import RATE_HZ

LONGEST_DELAY_S = 0.5
"""Jitter buffers both ways and a mobile network come to 0.4 s; acoustic paths and codecs
add to that."""

WINDOW_S = 0.16
"""What is held against the prompt: enough that two voices do not look alike by chance."""

LIKE = 0.5
"""A normalized correlation from which on a sound is the prompt's echo. Measured: a
caller over another's speech stays below 0.35, an echo 5 dB above the noise has 0.8."""

SURELY_LIKE = 0.7

_CLICK = 0.3
"""A sample with this share of all energy makes a click, and clicks are all alike."""

_LEAST_SENT = 0.1
"""An echo louder by 10 dB than what was sent is none."""

WINDOW = round(WINDOW_S * RATE_HZ)
LONGEST = round(LONGEST_DELAY_S * RATE_HZ)
_FFT = 5400
"""At least `WINDOW` + `LONGEST`, and quick: 2³ · 3³ · 5²."""

Wave = npt.NDArray[np.float32]


def likest(heard: Wave, played: Wave) -> tuple[int, float]:
    """The delay at which `heard` looks most like `played`, and how much, 0 to 1.

    Both are differenced first: that makes voices less alike, and a constant nothing.
    """
    came, sent = np.diff(heard), np.diff(played[-WINDOW - LONGEST :])
    energy = float(came @ came)
    if energy < 1 or float(np.square(came).max()) > _CLICK * energy:
        return 0, 0.0
    places = len(sent) - len(came) + 1
    products = np.fft.irfft(
        np.conj(np.fft.rfft(came, _FFT)) * np.fft.rfft(sent, _FFT), _FFT
    )[:places]
    sums = np.concatenate([[0.0], np.cumsum(np.square(sent, dtype=np.float64))])
    energies = sums[len(came) :][:places] - sums[:places]
    audible = np.maximum(energies, energy * _LEAST_SENT)
    likeness = np.abs(products) / np.sqrt(audible * energy)
    place = int(likeness.argmax())
    return places - 1 - place, float(likeness[place])
