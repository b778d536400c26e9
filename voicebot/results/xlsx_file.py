"""Exports as a workbook: typed cells, a sheet a list, all contacts, all attempts."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Generic

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from voicebot.results.columns import Cell, Column, Kind, Row

LAST_ROW = 1_048_575
"""Of a sheet, counted from 0 (Excel's own limit)."""
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TEXT = 32_767


class Book:
    """A workbook that is written row by row; each sheet keeps one row in memory."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._names: set[str] = set()
        self.heading = workbook.add_format({"bold": True, "bg_color": "#e8eef4"})
        self.moment = workbook.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"})
        self.text = workbook.add_format({"num_format": "@"})

    def page(self, name: str) -> Worksheet:
        return self._workbook.add_worksheet(self._free_name(name))

    def _free_name(self, wished: str) -> str:
        """At most 31 letters, none of them forbidden, unlike any other in any case."""
        clean = _FORBIDDEN.sub("_", wished).strip("'") or "_"
        name, count = clean[:_LONGEST_NAME], 1
        while name.lower() in self._names:
            count += 1
            tail = f" {count}"
            name = clean[: _LONGEST_NAME - len(tail)] + tail
        self._names.add(name.lower())
        return name


@contextmanager
def open_book(file: Path) -> Iterator[Book]:
    """The workbook; what was written is whole in `file` at the end."""
    # Texts stay texts: nothing that begins with «=» or «http» becomes anything else.
    workbook = xlsxwriter.Workbook(
        str(file),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    try:
        yield Book(workbook)
    finally:
        workbook.close()


class Sheet(Generic[Row]):
    """Rows under one name; when a sheet of Excel is full, another one goes on."""

    def __init__(
        self,
        book: Book,
        name: str,
        columns: Sequence[Column[Row]],
        last: int = LAST_ROW,
    ) -> None:
        self._book = book
        self._name = name
        self._columns: Sequence[Column[Row]] = columns
        self._last = last
        self._page = self._begun()
        self.rows = 0

    def add(self, cells: Sequence[Cell]) -> None:
        """A row, by `cells_of` these columns: several sheets may show the same."""
        if self._place > self._last:
            self.finish()
            self._page = self._begun()
        for at, cell in enumerate(cells):
            self._put(self._place, at, cell)
        self._place += 1
        self.rows += 1

    def finish(self) -> None:
        """Rows can be filtered by each column's heading."""
        self._page.autofilter(0, 0, self._place - 1, len(self._columns) - 1)

    def _begun(self) -> Worksheet:
        page = self._book.page(self._name)
        for at, column in enumerate(self._columns):
            page.set_column(at, at, column.kind.value, self._look(column.kind))
            page.write_string(0, at, column.heading, self._book.heading)
        page.freeze_panes(1, 0)
        self._place = 1
        return page

    def _look(self, kind: Kind) -> Format | None:
        looks = {Kind.TEXT: self._book.text, Kind.MOMENT: self._book.moment}
        return looks.get(kind)

    def _put(self, row: int, at: int, cell: Cell) -> None:
        match cell:
            case None | "":
                return
            case str():
                self._page.write_string(row, at, cell[:_LONGEST_TEXT], self._book.text)
            case datetime():
                self._page.write_datetime(row, at, cell, self._book.moment)
            case int() | float():
                self._page.write_number(row, at, cell)
