"""From a file to its rows, by what it holds and not by its name."""

import codecs
import re
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
_JSON_NAMES = (".json", ".jsonl", ".ndjson")


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
    if path.suffix.lower() in _JSON_NAMES or _is_json(head):
        return JsonTable(path)
    return CsvTable(path)


def _is_json(head: bytes) -> bool:
    """A text that begins with an object, or with a list of them."""
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if is_wide else "utf-8-sig", "ignore").lstrip()
    return text.startswith("{") or re.match(r"\[\s*(?:[{\]]|$)", text) is not None
