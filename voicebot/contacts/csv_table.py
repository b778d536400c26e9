"""A base in a text file of delimited fields."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from voicebot.contacts.delimiter import NONE, delimiter_of
from voicebot.contacts.table import MOST_COLUMNS, Row
from voicebot.contacts.text_form import text_form
from voicebot.contacts.unusable import unusable
from voicebot.i18n import _

_SAMPLE = 1 << 16
_LONGEST_FIELD = 100_000
_FORMULA_OF_TEXT = '="'
"""Excel's way to keep a number's zeros: ="0042"."""


class CsvTable:
    """Delimiter and encoding are found; quoted fields may hold line ends.

    Raises:
        UnusableBase: the file is no text.
        OSError: it cannot be read.
    """

    titles = None

    def __init__(self, path: Path) -> None:
        self._path = path
        self._form = text_form(path)
        self._size = max(1, path.stat().st_size)
        self._read = 0
        with path.open(encoding=self._form.encoding, errors="replace") as file:
            self._delimiter = delimiter_of(_whole_lines(file.read(_SAMPLE)))

    @property
    def shape(self) -> str:
        named = {"\t": _("tab"), NONE: _("one column")}
        between = named.get(self._delimiter, f"«{self._delimiter}»")
        parts = ["CSV", self._form.encoding.removesuffix("-sig"), between]
        if self._form.is_damaged:
            parts.append(_("some letters are damaged"))
        return ", ".join(parts)

    @property
    def share_read(self) -> float:
        return min(1.0, self._read / self._size)

    def rows(self) -> Iterator[Row]:
        csv.field_size_limit(_LONGEST_FIELD)
        with self._path.open("rb") as raw:
            text = io.TextIOWrapper(
                raw, self._form.encoding, errors="replace", newline=""
            )
            reader = csv.reader(text, delimiter=self._delimiter)
            line = 1
            try:
                for cells in reader:
                    if any(cells) and not _names_delimiter(line, cells):
                        row = Row(line, self._checked(line, cells))
                        if any(row.cells):
                            yield row
                    line = reader.line_num + 1
                    self._read = raw.tell()
            except csv.Error as error:
                raise unusable(self._path, _complaint(line, error)) from error

    def _checked(self, line: int, cells: list[str]) -> list[str]:
        if len(cells) > MOST_COLUMNS:
            raise unusable(self._path, too_wide(line, len(cells)))
        return [_plain(cell) for cell in cells]


def too_wide(line: int, width: int) -> str:
    return _(
        "row {line} has {width} columns, {most} is the most; is it a base of contacts?"
    ).format(line=line, width=width, most=MOST_COLUMNS)


def _complaint(line: int, error: csv.Error) -> str:
    if "field limit" in str(error):
        return _(
            "a field that begins in line {line} does not end; is a quotation mark"
            " missing there?"
        ).format(line=line)
    return _("line {line} is no row of a CSV; save the file anew as CSV").format(
        line=line
    )


def _names_delimiter(line: int, cells: list[str]) -> bool:
    return line == 1 and cells[0].lower().startswith("sep=")


def _plain(cell: str) -> str:
    cell = cell.strip()
    if cell.startswith(_FORMULA_OF_TEXT) and cell.endswith('"'):
        return cell[len(_FORMULA_OF_TEXT) : -1].strip()
    return cell


def _whole_lines(sample: str) -> str:
    """Without the last line, which the sample may have cut."""
    if len(sample) < _SAMPLE:
        return sample
    return sample[: sample.rfind("\n") + 1] or sample
