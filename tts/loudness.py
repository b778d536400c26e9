"""One loudness for every voice and recording.

The active speech level follows the idea of ITU-T P.56: the mean power of the parts
that hold speech, so that pauses do not make a prompt louder. Its gate is that of
ITU-R BS.1770: blocks far below the mean do not count.
"""

import numpy as np
import numpy.typing as npt
import soxr

Wave = npt.NDArray[np.float32]
"""Mono audio, full scale ±1."""

TARGET_DBFS = -20.0
"""Active level of every prompt: 6 dB above the -26 dBov of ITU-T telephone speech,
as announcements are, and low enough that peaks seldom reach the limiter."""
PEAK_DBFS = -1.5
"""True peaks stay below this, so that A-law coding never clips."""

_BLOCK_S = 0.02
_FLOOR_DBFS = -60.0
_GATE_BELOW_MEAN_DB = 12.0
_SILENT_DBFS = -120.0
_OVERSAMPLING = 4
_LOOKAHEAD_S = 0.004


def active_level_dbfs(wave: Wave, rate_hz: int) -> float:
    """Level of the speech in `wave`; -120 when it holds none."""
    powers = _block_powers(wave, max(1, int(_BLOCK_S * rate_hz)))
    audible = powers[powers > _power(_FLOOR_DBFS)]
    if not audible.size:
        return _SILENT_DBFS
    gate = audible.mean() * _power(-_GATE_BELOW_MEAN_DB)
    return _decibels(float(audible[audible > gate].mean()))


def level(wave: Wave, rate_hz: int) -> Wave:
    """Bring the active level to the target and the true peaks below their limit."""
    found_dbfs = active_level_dbfs(wave, rate_hz)
    if found_dbfs <= _SILENT_DBFS:
        return wave
    gain = np.float32(10 ** ((TARGET_DBFS - found_dbfs) / 20))
    return limit(wave * gain, rate_hz)


def limit(wave: Wave, rate_hz: int) -> Wave:
    """Turn the gain down smoothly around each true peak that is too high."""
    ceiling = 10 ** (PEAK_DBFS / 20)
    peaks = _true_peaks(wave, rate_hz)
    if not peaks.size or peaks.max() <= ceiling:
        return wave
    reach = max(1, int(_LOOKAHEAD_S * rate_hz))
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling))
    held = _sliding_minimum(wanted, 2 * reach + 1)
    window = np.hanning(2 * reach + 3)[1:-1]
    padded = np.pad(held, reach, mode="edge")
    gains = np.convolve(padded, window / window.sum(), mode="valid")
    return (wave * gains).astype(np.float32)


def _true_peaks(wave: Wave, rate_hz: int) -> npt.NDArray[np.float64]:
    """The highest value that the analogue wave reaches about each sample."""
    fine = np.abs(soxr.resample(wave, rate_hz, rate_hz * _OVERSAMPLING))
    fine = np.pad(fine, (0, max(0, len(wave) * _OVERSAMPLING - len(fine))))
    grouped = fine[: len(wave) * _OVERSAMPLING].reshape(-1, _OVERSAMPLING)
    between = _sliding_minimum(-grouped.max(axis=1, initial=0.0), 3)
    return np.maximum(-between, np.abs(wave)).astype(np.float64)


def _sliding_minimum(
    values: npt.NDArray[np.floating], width: int
) -> npt.NDArray[np.float64]:
    """Minimum over `width` (odd) values centred at each."""
    padded = np.pad(values.astype(np.float64), width // 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, width)
    smallest: npt.NDArray[np.float64] = windows.min(axis=1)
    return smallest


def _block_powers(wave: Wave, block: int) -> npt.NDArray[np.float64]:
    whole = wave[: len(wave) // block * block].astype(np.float64)
    powers: npt.NDArray[np.float64] = np.square(whole).reshape(-1, block).mean(axis=1)
    return powers


def _power(decibels: float) -> float:
    return float(10 ** (decibels / 10))


def _decibels(power: float) -> float:
    return float(10 * np.log10(power))
