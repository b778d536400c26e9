"""Recorded prompts, brought to the same sound as synthesized ones."""

from pathlib import Path

import numpy as np
import soundfile

from tts.errors import TtsError
from tts.synthesizer import Speech
from tts.telephone import to_samples, to_telephone


def read_recording(path: Path) -> Speech:
    """Any format of libsndfile, any rate and channels; 8 kHz mono comes out.

    Raises:
        TtsError: the file is missing, unreadable or silent.
    """
    if not path.is_file():
        raise TtsError("{path}: there is no such audio file; check the path", path=path)
    try:
        channels, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.SoundFileError as error:
        raise TtsError(
            "{path}: not readable as audio; give a WAV, FLAC, Ogg or MP3 file",
            path=path,
        ) from error
    mono = to_samples(channels.mean(axis=1, dtype=np.float32))
    speech = to_telephone(Speech(samples=mono, rate_hz=rate_hz))
    if not len(speech.samples):
        raise TtsError("{path}: holds no sound; record it again", path=path)
    return speech
