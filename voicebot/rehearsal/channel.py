"""What a telephone line makes of a caller's voice on its way to the robot."""

import numpy as np
from scipy.signal import butter, sosfilt

from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples
from tts.loudness import TARGET_DBFS, active_level_dbfs
from voicebot.rehearsal.a_law import through_a_law
from voicebot.rehearsal.line_condition import LineCondition
from voicebot.rehearsal.line_noise import BAND_HZ, LOOP_S, Wave, line_noise

FLOOR_DBFS = -68.0
"""A line's own noise where none was asked for."""

_FULL_SCALE = 32768
_FILTER_ORDER = 4
_FADE = 0.7
"""What is left of a concealed frame in each further one that is lost."""

_SILENT_DBFS = -100.0
_IN_BAND = butter(_FILTER_ORDER, BAND_HZ, btype="bandpass", fs=RATE_HZ, output="sos")


class PhoneChannel:
    """One call's line: A-law, noise, lost packets. Frame by frame, 20 ms each.

    A lost frame is concealed as telephones do: the last good one is repeated, and
    fades.
    """

    def __init__(
        self, condition: LineCondition, *, speech_dbfs: float = TARGET_DBFS
    ) -> None:
        """`speech_dbfs` is the active level of the caller's speech."""
        self._loss = condition.loss
        self._random = np.random.default_rng(condition.seed)
        noise = line_noise(condition.seed) * _noise_scale(condition, speech_dbfs)
        self._noise = np.concatenate([noise, noise[:FRAME_SAMPLES]])
        self._place = int(self._random.integers(LOOP_S * RATE_HZ))
        self._shown = np.zeros(FRAME_SAMPLES, np.int16)
        self._is_repeating = False

    def carry(self, frame: Samples) -> Samples:
        """What arrives of the next frame."""
        noisy = frame + self._next_noise()
        sent = np.clip(np.rint(noisy), -_FULL_SCALE, _FULL_SCALE - 1).astype(np.int16)
        if self._random.random() < self._loss:
            return self._concealed()
        self._is_repeating = False
        self._shown = through_a_law(sent)
        return self._shown

    def _concealed(self) -> Samples:
        if self._is_repeating:
            self._shown = (self._shown * _FADE).astype(np.int16)
        self._is_repeating = True
        return self._shown

    def _next_noise(self) -> Wave:
        taken = self._noise[self._place : self._place + FRAME_SAMPLES]
        self._place = (self._place + FRAME_SAMPLES) % (LOOP_S * RATE_HZ)
        return taken


def in_telephone_band(samples: Samples) -> Samples:
    """Through the band-pass of a telephone, 300-3400 Hz."""
    passed = sosfilt(_IN_BAND, samples.astype(np.float64))
    limited: Samples = np.clip(np.rint(passed), -_FULL_SCALE, _FULL_SCALE - 1).astype(
        np.int16
    )
    return limited


def speech_level_dbfs(*spoken: Samples) -> float:
    """The active level of all that a caller says; the usual one where nothing is."""
    joined = np.concatenate([np.zeros(0, np.int16), *spoken])
    wave = joined.astype(np.float32) / np.float32(_FULL_SCALE)
    found = active_level_dbfs(wave, RATE_HZ)
    return found if found > _SILENT_DBFS else TARGET_DBFS


def _noise_scale(condition: LineCondition, speech_dbfs: float) -> np.float32:
    level_dbfs = FLOOR_DBFS
    if condition.snr_db is not None:
        level_dbfs = max(FLOOR_DBFS, speech_dbfs - condition.snr_db)
    return np.float32(_FULL_SCALE * 10 ** (level_dbfs / 20))
