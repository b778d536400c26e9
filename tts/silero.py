"""Silero TTS v4 and v5, Russian (aidar, baya, kseniya, xenia, eugene).

Licence of the models: CC BY-NC 4.0, no commercial use. Speaks 8 kHz natively. A `+`
before a vowel marks its stress; other stresses and ё the model places by itself.
"""

import logging
import threading
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape

import numpy as np

from tts.errors import TtsError
from tts.sentences import clauses
from tts.spans import speak_spans
from tts.ssml import RATES
from tts.synthesizer import RATE_HZ, Samples, Speech
from tts.telephone import to_samples
from tts.voices import expect_voice

logger = logging.getLogger(__name__)

DEFAULT_VOICE = "xenia"
LICENCE = "CC BY-NC 4.0"

_LONGEST = 700
"""The models refuse about a thousand characters and more."""


class _Wave(Protocol):
    """What the tensors here must do."""

    def numpy(self) -> np.ndarray[tuple[int], np.dtype[np.float32]]: ...


class _Model(Protocol):
    """The part of a Silero model that is used."""

    speakers: list[str]

    def apply_tts(self, **options: str | int | bool) -> _Wave: ...


class SileroSynthesizer:
    """A loaded model; any thread may ask, one is served at a time."""

    def __init__(self, path: Path, *, threads: int = 2) -> None:
        """Load a `.pt` package, or the one that lies in the folder `path`.

        Raises:
            TtsError: there is none, or it is damaged or no Silero model.
        """
        self._path = _package(path)
        self._version = _version(self._path)
        self._lock = threading.Lock()
        self._model = _loaded(self._path, threads)

    @property
    def name(self) -> str:
        return f"silero {self._path.stem}"

    @property
    def version(self) -> str:
        return self._version

    @property
    def voices(self) -> tuple[str, ...]:
        speakers = [name for name in self._model.speakers if name != "random"]
        return tuple(sorted(speakers, key=lambda name: name != DEFAULT_VOICE))

    def synthesize(self, text: str, voice: str) -> Speech:
        """8 kHz.

        Raises:
            SsmlError: malformed SSML.
            TtsError: no such voice, or the model refuses the text.
        """
        expect_voice(voice, self.voices, engine=self.name)
        with self._lock:
            return speak_spans(
                text, RATE_HZ, lambda words, rate: self._speak(words, rate, voice)
            )

    def close(self) -> None:
        """The model's memory goes with its last user."""

    def _speak(self, text: str, rate: float, voice: str) -> Samples:
        parts = [self._apply(clause, rate, voice) for clause in clauses(text, _LONGEST)]
        return np.concatenate([np.zeros(0, np.int16), *parts])

    def _apply(self, clause: str, rate: float, voice: str) -> Samples:
        try:
            wave = self._model.apply_tts(
                **_wording(clause, rate),
                speaker=voice,
                sample_rate=RATE_HZ,
                put_accent=True,
                put_yo=True,
            )
        except Exception as error:  # the packages raise bare Exception too
            raise TtsError(
                "{engine} cannot say a sentence ({reason}); write it in plain words",
                engine=self.name,
                reason=error,
            ) from error
        return to_samples(wave.numpy())


def _wording(clause: str, rate: float) -> Mapping[str, str]:
    """Plain text, or the SSML of the nearest speed that the model has."""
    speed = min(RATES, key=lambda name: abs(RATES[name] - rate))
    if speed == "medium":
        return {"text": clause}
    words = escape(clause)
    return {"ssml_text": f'<speak><prosody rate="{speed}">{words}</prosody></speak>'}


def _package(path: Path) -> Path:
    if path.is_file():
        return path
    found = sorted(path.glob("*.pt"))
    if not found:
        raise TtsError(
            "{path}: there is no Silero model (.pt); run: voicebot models pull"
            " silero-v5_ru",
            path=path,
        )
    return found[-1]


def _loaded(path: Path, threads: int) -> _Model:
    import torch
    from torch.package.package_importer import PackageImporter

    torch.set_num_threads(threads)
    try:
        importer = PackageImporter(str(path))
        model: _Model = importer.load_pickle("tts_models", "model")
        model.speakers  # noqa: B018 - asked for its AttributeError
    except (RuntimeError, OSError, ImportError, AttributeError, KeyError) as error:
        raise TtsError(
            "{path}: damaged or no Silero model; fetch it again: voicebot models pull",
            path=path,
        ) from error
    logger.info("silero_loaded", extra={"model": path.name, "licence": LICENCE})
    return model


def _version(path: Path) -> str:
    """Of the archive's checksums: its content without reading all of it."""
    try:
        with zipfile.ZipFile(path) as archive:
            sums = [f"{file.filename} {file.CRC}" for file in archive.infolist()]
    except zipfile.BadZipFile as error:
        raise TtsError(
            "{path}: damaged or no Silero model; fetch it again: voicebot models pull",
            path=path,
        ) from error
    return f"{zlib.crc32(chr(10).join(sums).encode()):08x}"
