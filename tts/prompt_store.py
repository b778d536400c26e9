"""Rendered prompts on disk: FLAC, 8 kHz, 16 bit, named by what they hold."""

import os
import tempfile
from pathlib import Path

import soundfile

from tts.errors import TtsError
from tts.synthesizer import RATE_HZ, Speech


class PromptStore:
    """A folder of files; several processes may share it, as each write is atomic."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, key: str) -> bool:
        return self._path(key).is_file()

    def read(self, key: str) -> Speech | None:
        """None when there is no such file, or it is damaged and must be made again."""
        try:
            samples, rate_hz = soundfile.read(self._path(key), dtype="int16")
        except (soundfile.SoundFileError, OSError):
            return None
        if rate_hz != RATE_HZ or samples.ndim != 1:
            return None
        return Speech(samples=samples, rate_hz=RATE_HZ)

    def write(self, key: str, speech: Speech) -> None:
        """Appears whole or not at all.

        Raises:
            TtsError: the folder cannot be written.
        """
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._place(path, speech)
        except (OSError, soundfile.SoundFileError) as error:
            raise TtsError(
                "{folder}: rendered prompts cannot be kept there ({reason});"
                " check its rights and the free space",
                folder=self._folder,
                reason=error,
            ) from error

    def _place(self, path: Path, speech: Speech) -> None:
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        os.close(handle)
        part = Path(name)
        try:
            soundfile.write(
                part, speech.samples, RATE_HZ, format="FLAC", subtype="PCM_16"
            )
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.flac"
