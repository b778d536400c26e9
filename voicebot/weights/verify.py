"""Every byte of a placed model held against its sum."""

import subprocess
from pathlib import Path

from voicebot.i18n import _
from voicebot.weights.catalog import Model
from voicebot.weights.checksum import sha256_of
from voicebot.weights.placed import Placement, State, inspect
from voicebot.weights.receipt import read_receipt
from voicebot.weights.source import DebianSource


def troubles(models_dir: Path, model: Model) -> tuple[str, ...]:
    """What is wrong with a model that is here; empty when it is whole."""
    found = inspect(models_dir, model)
    if found.state is not State.WHOLE:
        return (found.trouble or _("it is not here"),)
    if model.debian:
        return _packages_troubles(model.debian)
    return _files_troubles(found)


def has_known_sums(models_dir: Path, model: Model) -> bool:
    """False for a model laid here by hand whose files nobody published sums of."""
    return bool(
        model.debian
        or any(file.known_sha256 for file in model.files)
        or read_receipt(models_dir / model.name)
    )


def _files_troubles(found: Placement) -> tuple[str, ...]:
    receipt = read_receipt(found.folder)
    sums = {file.path: file.sha256 for file in receipt.files} if receipt else {}
    for file in found.model.files:
        if file.known_sha256:
            sums[file.path] = file.known_sha256
    return tuple(
        _("{file} is not what was placed, its checksum differs").format(file=path)
        for path, expected in sums.items()
        if sha256_of(found.folder / path) != expected
    )


def _packages_troubles(source: DebianSource) -> tuple[str, ...]:
    """Ask dpkg, which keeps the sum of each file it laid down."""
    verdict = subprocess.run(
        ["dpkg", "--verify", *source.packages],
        capture_output=True,
        text=True,
        check=False,
    )
    return tuple((verdict.stdout + verdict.stderr).splitlines())
