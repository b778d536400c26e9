"""What a run was made with: machine, models, packages, phrases."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from voicebot.understanding.phrases import PhraseBook

PACKAGES = (
    "ctranslate2",
    "vosk",
    "onnxruntime",
    "silero-vad",
    "numpy",
    "scikit-learn",
    "pymorphy3",
)
CPU_FILE = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`corpus` is the beginning of its manifest's SHA-256, `every` how many rows are one.

    `conditions` has commas between them; `threads` are those of one reading.
    """

    date: str
    engine: str
    packages: dict[str, str]
    phrases: int
    intents: int
    corpus: str
    every: int
    conditions: str
    cpu: str
    cores: int
    threads: int
    python: str


def surroundings(
    corpus: Path,
    *,
    every: int,
    conditions: Iterable[str],
    engines: Iterable[str],
    book: PhraseBook,
    threads: int,
) -> Surroundings:
    manifest = (corpus / "manifest.csv").read_bytes()
    return Surroundings(
        date=datetime.now().astimezone().isoformat(timespec="minutes"),
        engine=", ".join(sorted(filter(None, engines))) or "not told",
        packages=dict(_installed()),
        phrases=sum(map(len, book.values())),
        intents=len(book),
        corpus=sha256(manifest).hexdigest()[:12],
        every=every,
        conditions=",".join(conditions),
        cpu=_cpu_model(),
        cores=len(os.sched_getaffinity(0)),
        threads=threads,
        python=platform.python_version(),
    )


def _installed() -> Iterable[tuple[str, str]]:
    for name in PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def _cpu_model() -> str:
    if CPU_FILE.exists():
        for line in CPU_FILE.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
