"""A base of objects: JSON's, or those that a program hands over."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from voicebot.contacts.table import MOST_COLUMNS, Row
from voicebot.contacts.unusable import UnusableBase
from voicebot.i18n import _

_WHOLE = 1e15
"""Floats up to it name every whole number."""


class RecordTable:
    """Each object is a row, its keys are the titles; later objects may bring new ones."""

    shape = "JSON"

    def __init__(self, records: Iterable[object]) -> None:
        self._records = records
        self._places: dict[str, int] = {}
        self._count = 0
        self._most = len(records) if isinstance(records, Sequence) else 0

    @property
    def titles(self) -> Sequence[str]:
        return list(self._places)

    @property
    def share_read(self) -> float:
        return self._count / self._most if self._most else 0.0

    def rows(self) -> Iterator[Row]:
        for count, record in enumerate(self._records, 1):
            self._count = count
            if not isinstance(record, Mapping):
                raise UnusableBase(
                    _("record {count} is no object with named fields").format(
                        count=count
                    )
                )
            cells = self._cells(record, count)
            if any(cells):
                yield Row(count, cells)

    def _cells(self, record: Mapping[object, object], count: int) -> list[str]:
        placed = [(self._place(key, count), value) for key, value in record.items()]
        cells = [""] * len(self._places)
        for place, value in placed:
            cells[place] = text_of(value)
        return cells

    def _place(self, key: object, count: int) -> int:
        place = self._places.get(key)  # type: ignore[call-overload]  # a key of another type is not there
        if place is not None:
            found: int = place
            return found
        if len(self._places) == MOST_COLUMNS:
            raise UnusableBase(
                _("the records up to {count} have more than {most} fields").format(
                    count=count, most=MOST_COLUMNS
                )
            )
        return self._places.setdefault(_storable(str(key)), len(self._places))


def text_of(value: object) -> str:
    """As a cell would hold it; several values are divided by «;».

    >>> text_of(79161234567.0), text_of(["+7495", "+7496"]), text_of(None)
    ('79161234567', '+7495; +7496', '')
    """
    match value:
        case None:
            return ""
        case str():
            return _storable(value).strip()
        case bool():
            return "да" if value else "нет"
        case float() if value.is_integer() and abs(value) < _WHOLE:
            return str(int(value))
        case int() | float():
            return str(value)
        case list() | tuple():
            return "; ".join(text for each in value if (text := text_of(each)))
        case _:
            return _storable(json.dumps(value, ensure_ascii=False, default=str))


def _storable(text: str) -> str:
    """JSON can name what PostgreSQL's text cannot hold: NUL, and halves of a letter."""
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
