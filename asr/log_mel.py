"""Whisper's input: the logarithm of 80 mel bands, 100 frames a second.

The definition is that of the Whisper paper (Radford et al., 2022, section 2.2): 25 ms
Hann windows 10 ms apart at 16 kHz, Slaney's mel scale and area normalization, a range
of 8 decades below the loudest point, scaled to about -1..1.
"""

import functools

import numpy as np
import numpy.typing as npt

WHISPER_RATE_HZ = 16000
FRAMES_PER_S = 100
BANDS = 80
_WINDOW_SAMPLES = 400
_HOP_SAMPLES = WHISPER_RATE_HZ // FRAMES_PER_S
_FLOOR = 1e-10
_DECADES = 8.0
_LINEAR_END_HZ = 1000.0
_HZ_PER_MEL = 200 / 3
_MELS_PER_E_FOLD = 27 / np.log(6.4)

Floats = npt.NDArray[np.float32]


def log_mel(audio: Floats, frames: int) -> Floats:
    """Bands by frames, of audio in -1..1 at 16 kHz; silence fills what is missing."""
    wanted = frames * _HOP_SAMPLES
    fitted = np.pad(audio[:wanted], (0, max(0, wanted - len(audio))))
    padded = np.pad(fitted, _WINDOW_SAMPLES // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW_SAMPLES)
    tapered = windows[::_HOP_SAMPLES][:frames] * _taper()
    power = np.abs(np.fft.rfft(tapered, axis=1)) ** 2
    decades = np.log10(np.maximum(_mel_bank() @ power.T, _FLOOR))
    ranged = np.maximum(decades, decades.max() - _DECADES)
    features: Floats = ((ranged + 4) / 4).astype(np.float32)
    return features


@functools.cache
def _taper() -> Floats:
    taper: Floats = np.hanning(_WINDOW_SAMPLES + 1)[:-1].astype(np.float32)
    return taper


@functools.cache
def _mel_bank() -> npt.NDArray[np.float64]:
    """Triangles of equal area, their corners evenly spaced in mel; bands by bins."""
    bins_hz = np.fft.rfftfreq(_WINDOW_SAMPLES, 1 / WHISPER_RATE_HZ)
    top_mel = float(_mel(np.array(WHISPER_RATE_HZ / 2)))
    corners_hz = _hz(np.linspace(0, top_mel, BANDS + 2))
    low, peak, high = (
        corners_hz[:-2, None],
        corners_hz[1:-1, None],
        corners_hz[2:, None],
    )
    rising = (bins_hz - low) / (peak - low)
    falling = (high - bins_hz) / (high - peak)
    triangles = np.maximum(0, np.minimum(rising, falling))
    bank: npt.NDArray[np.float64] = triangles * 2 / (high - low)
    return bank


def _mel(hz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Slaney's scale: linear up to 1 kHz, logarithmic above."""
    logarithmic = _LINEAR_END_HZ / _HZ_PER_MEL + _MELS_PER_E_FOLD * np.log(
        np.maximum(hz, _LINEAR_END_HZ) / _LINEAR_END_HZ
    )
    return np.where(hz < _LINEAR_END_HZ, hz / _HZ_PER_MEL, logarithmic)


def _hz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    bend_mel = _LINEAR_END_HZ / _HZ_PER_MEL
    logarithmic = _LINEAR_END_HZ * np.exp(
        (np.maximum(mel, bend_mel) - bend_mel) / _MELS_PER_E_FOLD
    )
    return np.where(mel < bend_mel, mel * _HZ_PER_MEL, logarithmic)
