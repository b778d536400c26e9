"""Zip archives taken apart without trusting the names in them."""

import shutil
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from voicebot.i18n import _
from voicebot.weights.failure import SourceFailed, WrongChecksum


def unpack_folder(archive: Path, inside: str, target: Path) -> None:
    """Write every file below the archive's folder `inside` under `target`.

    Raises:
        SourceFailed: the archive is none, lacks the folder, or holds a name that
            would leave `target`.
    """
    with _opened(archive) as source:
        members = [entry for entry in source.infolist() if not entry.is_dir()]
        wanted = [entry for entry in members if _below(entry.filename, inside)]
        if not wanted:
            raise SourceFailed(
                _("{archive} holds no folder {folder}").format(
                    archive=archive.name, folder=inside
                )
            )
        for entry in wanted:
            relative = PurePosixPath(entry.filename).relative_to(inside)
            copy_members(source, [entry.filename], _safe(target, relative))


def _below(name: str, inside: str) -> bool:
    return PurePosixPath(name).is_relative_to(inside)


def _safe(target: Path, relative: PurePosixPath) -> Path:
    if ".." in relative.parts or relative.is_absolute() or "\\" in str(relative):
        raise SourceFailed(
            _("the archive holds a name that leaves its folder: {name}").format(
                name=relative
            )
        )
    return target / relative


def copy_members(source: zipfile.ZipFile, names: Sequence[str], target: Path) -> None:
    """Write the members one after another into one file, checking their CRCs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("ab") as out:
        for name in names:
            try:
                with source.open(name) as member:
                    shutil.copyfileobj(member, out, 1 << 20)
            except (KeyError, zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise SourceFailed(
                    _("{archive}: {name} is missing or damaged").format(
                        archive=Path(source.filename or "").name, name=name
                    )
                ) from error


def check_crcs(archive: Path) -> None:
    """Read a zip through (a .pt is one) and hold each member against its CRC.

    Raises:
        WrongChecksum: it is no zip, or a member is damaged.
    """
    try:
        with zipfile.ZipFile(archive) as source:
            bad = source.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise WrongChecksum(archive.name) from error
    if bad:
        raise WrongChecksum(f"{archive.name}: {bad}")


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceFailed(
            _("{archive} is no zip archive").format(archive=archive.name)
        ) from error
