"""Exports that Excel, a CRM or a script reads: text, a row a line."""

import csv
from collections.abc import AsyncIterable, Sequence
from datetime import datetime
from pathlib import Path

from voicebot.results.columns import Cell, Column, Row, cells_of

ENCODING = "utf-8-sig"
"""Excel reads a file without the mark as the machine's old code page."""
SEPARATOR = ";"
"""What Excel expects where the comma is the decimal mark, as in Russia."""

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_GUARD = "'"


async def write_csv(
    file: Path, columns: Sequence[Column[Row]], rows: AsyncIterable[Row]
) -> int:
    """The number of rows written, the heading aside."""
    written = 0
    with file.open("w", encoding=ENCODING, newline="") as text:
        out = csv.writer(text, delimiter=SEPARATOR)
        out.writerow([safe_text(column.heading) for column in columns])
        async for row in rows:
            out.writerow(map(_shown, cells_of(columns, row)))
            written += 1
    return written


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, or for a number of twelve digits.

    The apostrophe is OWASP's advice («CSV Injection»); readers of telephone numbers
    skip it.

    >>> safe_text("=HYPERLINK(1)"), safe_text("+79261234567"), safe_text("Анна")
    ("'=HYPERLINK(1)", "'+79261234567", 'Анна')
    """
    is_risky = text.startswith(_BEGINS_FORMULA) or _is_long_number(text)
    return _GUARD + text if is_risky else text


def _is_long_number(text: str) -> bool:
    """Excel would show 89261234567 as 8,92613E+10, and 0042 as 42."""
    is_number = text.isdecimal()
    return is_number and (len(text) > 10 or text.startswith("0"))  # noqa: PLR2004  # what a cell shows whole


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return safe_text(cell)
        case datetime():
            return f"{cell:%d.%m.%Y %H:%M:%S}"
        case float():
            return f"{cell:g}".replace(".", ",")
        case int():
            return str(cell)
