"""A base in JSON: a list of objects, or an object a line."""

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from voicebot.contacts.record_table import RecordTable
from voicebot.contacts.table import Row
from voicebot.contacts.text_form import text_form
from voicebot.contacts.unusable import unusable
from voicebot.i18n import _

_BLOCK = 1 << 16
_LONGEST = 1 << 20
"""Letters of one object; none of a person comes near."""
_BETWEEN = " \t\r\n,"
_OPENED, _CLOSED = "[", "]"


class JsonTable:
    """Objects are read one after the other, so that a long file takes little memory.

    Raises:
        UnusableBase: the file is no text.
        OSError: it cannot be read.
    """

    shape = "JSON"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = max(1, path.stat().st_size)
        self._encoding = text_form(path).encoding
        self._place = 0
        self._records = RecordTable(self._objects())

    @property
    def titles(self) -> Sequence[str]:
        return self._records.titles

    @property
    def share_read(self) -> float:
        return min(1.0, self._place / self._size)

    def rows(self) -> Iterator[Row]:
        return self._records.rows()

    def _objects(self) -> Iterator[object]:
        with self._path.open("rb") as raw:
            text = _ObjectText(
                io.TextIOWrapper(raw, self._encoding, errors="replace", newline="")
            )
            is_list = text.skipped(" \t\r\n\ufeff").startswith(_OPENED)
            if is_list:
                text.forget(1)
            count = 0
            while not self._is_end(text, is_list=is_list):
                count += 1
                one = text.next_object()
                if one is None:
                    raise unusable(self._path, _broken(count))
                self._place = raw.tell()
                yield one

    def _is_end(self, text: "_ObjectText", *, is_list: bool) -> bool:
        begins = text.skipped(_BETWEEN)
        if not begins and is_list:
            raise unusable(self._path, _("the list does not end; is the file whole?"))
        return not begins or (is_list and begins == _CLOSED)


class _ObjectText:
    """A text that is read in blocks, and forgotten as its objects are taken."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._decoder = json.JSONDecoder()

    def skipped(self, letters: str) -> str:
        """The first letter that is none of `letters`; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in letters:
                    return self._text[self._at]
                self._at += 1
            if not self._has_more():
                return ""

    def forget(self, count: int) -> None:
        self._at += count

    def next_object(self) -> object:
        """The whole object that stands here; None where none does."""
        if self._text[self._at] != "{":
            return None
        while len(self._text) - self._at <= _LONGEST:
            try:
                one, self._at = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                return None
            except ValueError:
                if not self._has_more():
                    return None
            else:
                found: object = one
                return found
        return None

    def _has_more(self) -> bool:
        block = self._file.read(_BLOCK)
        self._text = self._text[self._at :] + block
        self._at = 0
        return bool(block)


def _broken(count: int) -> str:
    return _(
        "record {count} is no JSON object; give a list of objects, or an object a line"
    ).format(count=count)
