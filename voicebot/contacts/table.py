"""Rows of a base as they come, whatever they lie in."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

MOST_COLUMNS = 500
MOST_ROWS = 1_000_000
"""Excel's own most, nearly; a longer base goes in parts."""


class Row(NamedTuple):
    """`line` counts from 1: the line of a text, the row of a sheet, or the record."""

    line: int
    cells: Sequence[str]


class Table(Protocol):
    """A base that can be read once, in its order."""

    @property
    def shape(self) -> str:
        """What it was found to be: «CSV, cp1251, «;»»."""
        ...

    @property
    def titles(self) -> Sequence[str] | None:
        """Names that the rows themselves bring; they may grow as more is read.

        None where the heading, if there is one, is a row like others.
        """
        ...

    @property
    def share_read(self) -> float:
        """How much of it was read, 0 to 1."""
        ...

    def rows(self) -> Iterator[Row]:
        """Every row that is not empty.

        Raises:
            UnusableBase: it goes on as no base does.
        """
        ...
