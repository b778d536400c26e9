"""From a file to its rows, by what it holds and not by its name."""

import stat
from pathlib import Path

from voicebot.contacts.csv_table import CsvTable
from voicebot.contacts.json_table import JsonTable
from voicebot.contacts.table import Table
from voicebot.contacts.unusable import unusable
from voicebot.contacts.workbook_file import OLE, ZIP
from voicebot.contacts.workbook_table import WorkbookTable
from voicebot.i18n import _

LARGEST_BYTES = 256 << 20
"""A million rows of eight columns are some 100 MB."""
_HEAD = 4096


def open_table(path: Path, sheet: str | None = None) -> Table:
    """`sheet` is of a workbook: its name; by default the first with anything in it.

    Raises:
        UnusableBase: the file is not there, too large, or no base.
    """
    try:
        return _opened(path, sheet)
    except OSError as error:
        why = _("cannot be read: {reason}; check the path and its rights")
        raise unusable(path, why.format(reason=error.strerror)) from error


def _opened(path: Path, sheet: str | None) -> Table:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise unusable(path, _("this is no file; give a file with the base"))
    if found.st_size > LARGEST_BYTES:
        raise unusable(
            path,
            _("the file has {size} MB, {most} is the most; split it").format(
                size=found.st_size >> 20, most=LARGEST_BYTES >> 20
            ),
        )
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise unusable(path, _("the file is empty"))
    if head.startswith((OLE, ZIP)):
        return WorkbookTable(path, sheet)
    return JsonTable(path) if _is_json(head) else CsvTable(path)


def _is_json(head: bytes) -> bool:
    text = head.decode(
        "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace"
    )
    text = text.removeprefix("ï»¿").lstrip("\ufeff \t\r\n")
    return text.startswith("{") or (
        text[:1] == "[" and text[1:].lstrip()[:1] in ("{", "]", "")
    )
