"""models/models.yaml as values: which models there are and how to know them whole."""

import difflib
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ValidationError

from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.setting_parts.part import Part
from voicebot.settings import PROJECT_DIR
from voicebot.weights.source import DebianSource, InnerPath, Sha256, Source

CATALOG_PATH = PROJECT_DIR / "models" / "models.yaml"


class ModelFile(Part):
    """A placed file, known beforehand; `unknown` where nobody published its sum."""

    path: InnerPath
    bytes: int | None = None
    sha256: Sha256 | Literal["unknown"]

    @property
    def known_sha256(self) -> str | None:
        return None if self.sha256 == "unknown" else self.sha256


class Model(Part):
    """One entry: what it is for, under which licence, and from where it comes."""

    name: str
    purpose: Literal["recognition", "speech"]
    engine: Literal["vosk", "whisper", "silero", "festival"]
    languages: tuple[str, ...]
    band: Literal["wide", "mixed", "narrow"]
    licence: str
    is_commercial: bool = True
    needs: tuple[InnerPath, ...]
    files: tuple[ModelFile, ...] = ()
    sources: tuple[Source, ...]

    @property
    def licence_sentence(self) -> str:
        if self.is_commercial:
            return self.licence
        return _("{licence}, no commercial use without its authors' consent").format(
            licence=self.licence
        )

    @property
    def download_bytes(self) -> int | None:
        """What must come over the wire at most, None where nobody published it."""
        sizes = [source.bytes for source in self.sources if source.kind == "archive"]
        if self.files and all(file.bytes is not None for file in self.files):
            sizes.append(sum(file.bytes or 0 for file in self.files))
        return max(sizes, default=None)

    @property
    def debian(self) -> DebianSource | None:
        """The Debian packages, for a model that lies outside the models folder."""
        for source in self.sources:
            if isinstance(source, DebianSource):
                return source
        return None


class Catalog(Part):
    """Every model of models.yaml, in its order."""

    models: tuple[Model, ...]

    def find(self, name: str) -> Model:
        """Look a model up by its name.

        Raises:
            ModelError: there is none; the message names the nearest.
        """
        for model in self.models:
            if model.name == name:
                return model
        raise ModelError(self._unknown(name))

    def _unknown(self, name: str) -> str:
        names = [model.name for model in self.models]
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        near = near or [candidate for candidate in names if name in candidate]
        if near:
            return _('there is no model "{name}"; did you mean "{near}"?').format(
                name=name, near=near[0]
            )
        return _(
            'there is no model "{name}"; `voicebot models list` names them'
        ).format(name=name)


def load_catalog(path: Path = CATALOG_PATH) -> Catalog:
    """Read models.yaml.

    Raises:
        ModelError: it is not there or holds what cannot be.
    """
    return _read(path)


@cache
def _read(path: Path) -> Catalog:
    try:
        return Catalog.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise ModelError(
            _("{path}: cannot be read as the list of models: {why}").format(
                path=path, why=_first_complaint(error)
            )
        ) from error


def _first_complaint(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return " ".join(str(error).split())
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}"
