"""What a workbook's file is, before anything reads it."""

import mmap
import zipfile
from collections.abc import Sequence
from pathlib import Path

from voicebot.contacts.unusable import unusable
from voicebot.i18n import _

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_PARTS = 5_000
_MOST_BYTES = 1 << 30
_RATIO = 100
"""XML of sheets shrinks some twenty times; a bomb's a thousand."""
_SMALL = 64 << 20
"""What unpacks to no more hurts nobody, whatever its ratio is."""
_BLOCK = 1 << 20
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
_SHEETS = ("xl/", "content.xml")
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError)
"""What the library raises for damaged, cut and strangely packed archives."""


def check_workbook(path: Path) -> None:
    """See that it is a workbook, and that unpacking it can hurt nobody.

    Raises:
        UnusableBase: it is none, is damaged, locked or made to do harm.
    """
    with path.open("rb") as file:
        head = file.read(len(OLE))
    if head == OLE:
        _check_ole(path)
        return
    try:
        with zipfile.ZipFile(path) as package:
            _check_parts(path, package.infolist())
            _check_declarations(path, package)
    except (*_BROKEN, RuntimeError) as error:
        why = _("the file is damaged or locked; save it anew as XLSX")
        raise unusable(path, why) from error


def _check_ole(path: Path) -> None:
    """Books of 97-2003, and encrypted ones of today, lie in such a file."""
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole,
    ):
        is_encrypted = whole.find(_ENCRYPTED) >= 0
    if is_encrypted:
        raise unusable(path, locked())


def locked() -> str:
    return _("the workbook is locked by a password; save it without one")


def _check_parts(path: Path, parts: Sequence[zipfile.ZipInfo]) -> None:
    if not any(part.filename.lower().startswith(_SHEETS) for part in parts):
        why = _("this is an archive but no workbook; give the table itself")
        raise unusable(path, why)
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    is_bomb = size > _SMALL and size / packed > _RATIO
    if is_bomb or size > _MOST_BYTES or len(parts) > _MOST_PARTS:
        raise unusable(
            path,
            _(
                "the workbook unpacks to {size} MB, which no base needs; save its sheet"
                " as CSV"
            ).format(size=size >> 20),
        )


def _check_declarations(path: Path, package: zipfile.ZipFile) -> None:
    """Unpack each part once: to its declared size, by its checksum, without entities."""
    for part in package.infolist():
        is_markup = part.filename.lower().endswith((".xml", ".rels"))
        with package.open(part) as file:
            tail = b""
            while block := file.read(_BLOCK):
                seen = tail + block
                if is_markup and any(word in seen for word in _DECLARED):
                    why = _(
                        "the workbook declares entities, as none does that is made"
                        " in good faith; save its sheet as CSV"
                    )
                    raise unusable(path, why)
                tail = block[-len(_DECLARED[0]) :]
