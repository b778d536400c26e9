"""What was placed: each file's size and sum, kept inside the model's folder."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from voicebot.weights.checksum import sha256_of

RECEIPT_NAME = ".receipt.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFile:
    """One file as it was when it was placed."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What lies in a model's folder and which source it came from."""

    source: str
    files: tuple[PlacedFile, ...]


def take_stock(folder: Path, source: str) -> Receipt:
    """Size and sum every file below `folder`."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return Receipt(
        source=source,
        files=tuple(
            PlacedFile(
                path=path.relative_to(folder).as_posix(),
                bytes=path.stat().st_size,
                sha256=sha256_of(path),
            )
            for path in paths
            if path.name != RECEIPT_NAME
        ),
    )


def write_receipt(folder: Path, receipt: Receipt) -> None:
    text = json.dumps(asdict(receipt), ensure_ascii=False, indent=1)
    (folder / RECEIPT_NAME).write_text(text, "utf-8")


def read_receipt(folder: Path) -> Receipt | None:
    """None where there is none, or one that cannot be read."""
    try:
        raw = json.loads((folder / RECEIPT_NAME).read_text("utf-8"))
        files = tuple(PlacedFile(**file) for file in raw["files"])
        return Receipt(source=raw["source"], files=files)
    except (OSError, ValueError, TypeError, KeyError):
        return None
