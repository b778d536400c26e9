"""A call's recording under another name, for other programs."""

from pathlib import Path

import soundfile

from voicebot.errors import AudioError
from voicebot.i18n import _

ENDINGS = (".wav", ".flac")


def checked_format(path: Path) -> Path:
    """The path, if its name says what to write.

    Raises:
        AudioError: it does not.
    """
    if path.suffix.lower() not in ENDINGS:
        raise AudioError(
            _(
                "{path}: not a known audio file name; end it with one of {endings}"
            ).format(path=path, endings=", ".join(ENDINGS))
        )
    return path


def copy_recording(recording: Path, path: Path) -> None:
    """Write it in the format that `path` asks for, 16 bit as it is.

    Raises:
        AudioError: nothing can be written there.
    """
    samples, rate_hz = soundfile.read(recording, dtype="int16")
    try:
        soundfile.write(path, samples, rate_hz, subtype="PCM_16")
    except (soundfile.SoundFileError, OSError) as error:
        raise AudioError(
            _("{path}: cannot be written ({reason}); check the folder").format(
                path=path, reason=error
            )
        ) from error
