"""A base in a workbook: XLSX, XLS, XLSB, ODS."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from voicebot.contacts.csv_table import too_wide
from voicebot.contacts.table import MOST_COLUMNS, Row
from voicebot.contacts.unusable import unusable
from voicebot.contacts.workbook_exit import WorkbookExit
from voicebot.contacts.workbook_file import check_workbook, locked
from voicebot.i18n import _

_CHILD = "voicebot.contacts.workbook_child"


class WorkbookTable:
    """The first sheet that people see and that is not empty, or the one named.

    Raises:
        UnusableBase: the file is no workbook, is damaged, locked or made to do harm.
    """

    titles = None

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        check_workbook(path)
        self._path = path
        self._sheet = sheet
        self._share = 0.0
        self._head: dict[str, Any] = {}

    @property
    def shape(self) -> str:
        kind = self._path.suffix.lstrip(".").upper() or "XLSX"
        if not self._head:
            return kind
        shape = _("{kind}, sheet «{sheet}»").format(
            kind=kind, sheet=self._head["sheet"]
        )
        others = ", ".join(f"«{name}»" for name in self._head["others"])
        return shape + (
            _(" (there are others: {others})").format(others=others) if others else ""
        )

    @property
    def share_read(self) -> float:
        return self._share

    def rows(self) -> Iterator[Row]:
        with self._child() as out:
            line = out.readline()
            if not line:
                return
            self._head = json.loads(line)
            first, width = self._head["first"], self._head["width"]
            if width > MOST_COLUMNS:
                raise unusable(self._path, too_wide(first, width))
            height = max(1, self._head["height"])
            for number, text in enumerate(out):
                cells = json.loads(text)
                if any(cells):
                    yield Row(first + number, cells)
                self._share = number / height

    @contextmanager
    def _child(self) -> Iterator[TextIO]:
        words = [str(self._path), *([self._sheet] if self._sheet else [])]
        child = subprocess.Popen(
            [sys.executable, "-m", _CHILD, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        try:
            yield cast(TextIO, child.stdout)
            code = child.wait()
        finally:
            child.kill()
            child.communicate()
        if code:
            raise unusable(self._path, self._complaint(code))

    def _complaint(self, code: int) -> str:
        if code == WorkbookExit.NO_SHEET:
            return _("there is no sheet «{sheet}»; check its name").format(
                sheet=self._sheet
            )
        if code == WorkbookExit.PASSWORD:
            return locked()
        return _("the workbook cannot be read; save its sheet as CSV")
