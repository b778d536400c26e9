"""Audio files in and out, at the telephone's rate."""

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soundfile
import soxr

from sip.errors import SoundUnreadable, SoundUnwritable
from sip.leg import RATE_HZ, AudioTick
from sip.manner import Sound

_PEAK = 32767


def read_sound(path: Path) -> Sound:
    """Any format and rate that soundfile reads; channels are mixed to one.

    Raises:
        SoundUnreadable: no such file, or not audio.
    """
    if not path.is_file():
        raise SoundUnreadable(path=path, reason="no such file")
    try:
        audio, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise SoundUnreadable(path=path, reason=str(error)) from error
    resampled = soxr.resample(audio.mean(axis=1), rate_hz, RATE_HZ, quality="VHQ")
    samples = np.clip(np.rint(resampled * _PEAK), -_PEAK, _PEAK).astype(np.int16)
    return Sound(name=path.name, samples=samples)


class StereoFile:
    """Ticks as they come: left what this side played, right what it heard.

    Written frame by frame, so that what was recorded survives a crash.

    Raises:
        SoundUnwritable: no right to write there, or a format that is unknown.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = soundfile.SoundFile(path, "w", RATE_HZ, 2, subtype="PCM_16")
        except (OSError, TypeError, ValueError, soundfile.LibsndfileError) as error:
            raise SoundUnwritable(path=path, reason=str(error)) from error

    def write(self, tick: AudioTick) -> None:
        self._file.write(np.column_stack((tick.played, tick.heard)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
