"""A model brought here: its sources in order, checked, and placed in one step."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from voicebot.errors import ModelError
from voicebot.i18n import _
from voicebot.weights.catalog import Model
from voicebot.weights.failure import SourceFailed, WrongChecksum
from voicebot.weights.fetch import check_against_published, fetch
from voicebot.weights.placed import State, how_to_get, how_to_repair, inspect
from voicebot.weights.receipt import Receipt, read_receipt, take_stock, write_receipt
from voicebot.weights.watcher import Watcher

STAGING_NAME = ".pulling"
SPARE_ROOM = 2.5
"""Times the download: the archive, its files, which shrink little, and some air."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """A model that is here now; `was_here` where nothing had to be fetched."""

    model: Model
    folder: Path
    source: str
    was_here: bool


def pull(
    models_dir: Path, model: Model, watcher: Watcher, *, again: bool = False
) -> Pulled:
    """Bring a model, unless it is here and whole by names and sizes.

    `again` brings it in any case, and replaces the one that is here.

    Two pulls into one folder wait for each other. Until the last step nothing lies at
    the model's place; a partial download is kept for the next pull, and everything
    else is removed on failure.

    Raises:
        ModelError: no source served, what came is not what was published, or the
            disk refuses it.
    """
    if model.debian:
        return _installed(models_dir, model)
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with _alone_in(models_dir):
            if not again and inspect(models_dir, model).state is State.WHOLE:
                return _adopt(models_dir, model)
            return _bring(models_dir, model, watcher)
    except OSError as error:
        raise ModelError(
            _("{name} cannot be placed in {folder}: {why}; check the disk").format(
                name=model.name, folder=models_dir, why=error.strerror or error
            )
        ) from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _installed(models_dir: Path, model: Model) -> Pulled:
    found = inspect(models_dir, model)
    if found.state is not State.WHOLE:
        raise ModelError(
            _("{name} comes as Debian packages; run: {command}").format(
                name=model.name, command=how_to_get(model)
            )
        )
    return Pulled(model=model, folder=found.folder, source="Debian", was_here=True)


def _adopt(models_dir: Path, model: Model) -> Pulled:
    """Give a model laid here by hand a receipt, so that later damage shows."""
    folder = models_dir / model.name
    receipt = read_receipt(folder)
    if receipt is None:
        receipt = take_stock(folder, _("laid here by hand"))
        try:
            check_against_published(folder, model, receipt)
        except WrongChecksum as failure:
            raise _not_as_published(model, failure) from failure
    write_receipt(folder, receipt)
    return Pulled(model=model, folder=folder, source=receipt.source, was_here=True)


def _bring(models_dir: Path, model: Model, watcher: Watcher) -> Pulled:
    _check_room(models_dir, model)
    staging = models_dir / STAGING_NAME / model.name
    try:
        receipt = _first_that_serves(model, staging, watcher)
        folder = _place(staging / "fresh", models_dir / model.name, receipt)
        shutil.rmtree(staging)
    except WrongChecksum as failure:
        shutil.rmtree(staging)
        raise _not_as_published(model, failure) from failure
    finally:
        _tidy(staging)
    return Pulled(model=model, folder=folder, source=receipt.source, was_here=False)


def _first_that_serves(model: Model, staging: Path, watcher: Watcher) -> Receipt:
    for source in model.sources:
        fresh = staging / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        try:
            return fetch(source, model, staging, fresh, watcher)
        except SourceFailed as failure:
            watcher.note(f"{model.name}: {failure}")
    raise ModelError(
        _(
            "{name}: no source served; check the network, or lay its files into"
            " {folder} by hand"
        ).format(name=model.name, folder=staging.parent.parent / model.name)
    )


def _place(fresh: Path, target: Path, receipt: Receipt) -> Path:
    """Move the finished folder to its place; a damaged one there makes room first."""
    write_receipt(fresh, receipt)
    if target.exists():
        target.replace(fresh.with_name("replaced"))
    return fresh.replace(target)


def _tidy(staging: Path) -> None:
    """Keep nothing of the staging folder but partial downloads."""
    for name in ("fresh", "wheels", "replaced"):
        shutil.rmtree(staging / name, ignore_errors=True)
    (staging / "archive.zip").unlink(missing_ok=True)
    for folder in (staging, staging.parent):
        with suppress(OSError):  # gone, or a partial download lies in it
            folder.rmdir()


def _check_room(models_dir: Path, model: Model) -> None:
    needed = int((model.download_bytes or 0) * SPARE_ROOM)
    free = shutil.disk_usage(models_dir).free
    if free < needed:
        raise ModelError(
            _(
                "{name} needs {needed} MB free on the disk of {folder}, where {free} MB"
                " are; make room or set folders.models elsewhere"
            ).format(
                name=model.name,
                needed=needed // 10**6,
                folder=models_dir,
                free=free // 10**6,
            )
        )


def _not_as_published(model: Model, failure: WrongChecksum) -> ModelError:
    return ModelError(
        _(
            "{name}: {file} is not what was published, its checksum differs; run:"
            " {command}; if it stays so, do not trust the source"
        ).format(name=model.name, file=failure, command=how_to_repair(model))
    )
