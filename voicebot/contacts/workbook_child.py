"""Reads a workbook in a process of its own, and writes its rows as lines of JSON.

The library reads a sheet whole and, where a file was made to hurt it, takes all memory or
aborts: so it works apart, within limits, and whoever started it sees only that it ended.

`python -m voicebot.contacts.workbook_child FILE [SHEET]`: first an object with `sheet`,
`others` (further sheets), `width`, `height` and `first`, the number of its first row; then
an array a row. It ends with a `WorkbookExit`.
"""

import json
import resource
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TextIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from voicebot.contacts.workbook_exit import WorkbookExit

_MEMORY_BYTES = 3 << 29
_CPU_S = 60
_WHOLE = 1e15


def main(path: str, sheet: str | None = None) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _write(CalamineWorkbook.from_path(path), sheet, sys.stdout)
    except WorksheetNotFound:
        return WorkbookExit.NO_SHEET
    except PasswordError:
        return WorkbookExit.PASSWORD
    except (CalamineError, MemoryError, OSError):
        return WorkbookExit.UNREADABLE
    return WorkbookExit.READ


def _write(workbook: CalamineWorkbook, name: str | None, out: TextIO) -> None:
    sheet = _chosen(workbook, name)
    others = [each for each in workbook.sheet_names if each != sheet.name]
    row, column = sheet.start or (0, 0)
    head = {
        "sheet": sheet.name,
        "others": others,
        "width": sheet.width + column,
        "height": sheet.height,
        "first": row + 1,
    }
    dump = json.dumps
    out.write(dump(head) + "\n")
    before = [""] * column
    for cells in sheet.iter_rows():
        out.write(dump(before + [_FORMS[type(one)](one) for one in cells]) + "\n")


def _chosen(workbook: CalamineWorkbook, name: str | None) -> CalamineSheet:
    """The named one; else the first that people see and that is not empty."""
    if name is not None:
        return workbook.get_sheet_by_name(name)
    seen = [
        each.name
        for each in workbook.sheets_metadata
        if each.visible is SheetVisibleEnum.Visible
    ]
    for one in seen:
        sheet = workbook.get_sheet_by_name(one)
        if sheet.height:
            return sheet
    return workbook.get_sheet_by_index(0)


def _number(value: float) -> str:
    """A whole number without its point: telephone numbers are kept as floats."""
    is_whole = value.is_integer() and abs(value) < _WHOLE
    return str(int(value)) if is_whole else repr(value)


def _moment(value: datetime) -> str:
    return f"{value:%d.%m.%Y %H:%M}" if value.time() != time() else f"{value:%d.%m.%Y}"


_FORMS: dict[type, Callable[..., str]] = {
    str: str.strip,
    float: _number,
    int: str,
    bool: lambda value: "да" if value else "нет",
    datetime: _moment,
    date: lambda value: f"{value:%d.%m.%Y}",
    time: lambda value: f"{value:%H:%M}",
    timedelta: str,
}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
