"""A call's recording under another name, for other programs."""

from pathlib import Path

import soundfile

from voicebot.errors import AudioError
from voicebot.i18n import _

ENDINGS = (".wav", ".flac")


def expect_writable(path: Path) -> None:
    """Tell before a call what would be in the way after it.

    Raises:
        AudioError: the name does not say what to write, or there is no such folder.
    """
    if path.suffix.lower() not in ENDINGS:
        raise AudioError(
            _(
                "{path}: not a known audio file name; end it with one of {endings}"
            ).format(path=path, endings=", ".join(ENDINGS))
        )
    if not path.parent.is_dir():
        raise AudioError(
            _("{folder}: there is no such folder; make it first").format(
                folder=path.parent
            )
        )


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
