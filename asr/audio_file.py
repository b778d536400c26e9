"""Reads recorded audio of any format and rate as a telephone would carry it."""

from pathlib import Path

import numpy as np
import soundfile
import soxr

from asr.errors import AsrError
from asr.recognizer import RATE_HZ, Samples

_FULL_SCALE = 32768


def read_audio(path: Path) -> Samples:
    """Read any format of libsndfile; channels are averaged, the rate becomes 8 kHz.

    Raises:
        AsrError: the file is missing, empty or no readable audio.
    """
    if not path.is_file():
        raise AsrError("{path}: there is no such audio file; check the path", path=path)
    try:
        channels, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise AsrError(
            "{path}: not readable as audio; give a WAV, FLAC, Ogg or MP3 file",
            path=path,
        ) from error
    if not len(channels):
        raise AsrError("{path}: holds no audio; record it again", path=path)
    mono = soxr.resample(channels.mean(axis=1), rate_hz, RATE_HZ)
    samples: Samples = np.clip(np.rint(mono * _FULL_SCALE), -32768, 32767).astype(
        np.int16
    )
    return samples
