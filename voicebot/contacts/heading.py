"""Finds the row of titles, and what stands below each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from voicebot.contacts.looks import looks_like_phone
from voicebot.contacts.table import Row, Table
from voicebot.contacts.title_words import is_phone_title
from voicebot.i18n import _

_SAMPLE = 300
_MOST_ABOVE = 20
"""Rows above the titles: the report's name, its date."""
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`title` is empty where the base gives none; `sample` are some of its values."""

    position: int
    title: str
    sample: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.title or _("column {number}").format(number=self.position + 1)


class HeadedTable:
    """A table of which the beginning was read, so that its columns are known.

    Raises:
        UnusableBase: it breaks off there.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        rows = table.rows()
        self._begun = list(islice(rows, _SAMPLE))
        self._rest = rows
        if table.titles is None:
            titles, below = _split(self._begun)
            self._begun = self._begun[below:]
        else:
            titles = table.titles
        self._titles = _unlike(titles)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Of every column that has a title or a value."""
        return tuple(self._heading(at) for at in range(self._wide()))

    def _wide(self) -> int:
        """Values without a title are a column where most rows have one."""
        titled = len(self._titles)
        beyond = sum(any(row.cells[titled:]) for row in self._begun)
        if titled and beyond < len(self._begun) / 2:
            return titled
        return max([titled, *(len(row.cells) for row in self._begun)])

    @property
    def width(self) -> int:
        """Rows with more cells have lost their order; 0: they may have any."""
        return len(self._titles) if self.table.titles is None else 0

    def rows(self) -> Iterator[Row]:
        """All, once."""
        return chain(self._begun, self._rest)

    def title(self, position: int) -> str:
        """Of a column that only later rows have brought."""
        titles = self.table.titles or ()
        return titles[position] if position < len(titles) else ""

    def _heading(self, at: int) -> Heading:
        values = (row.cells[at] for row in self._begun if at < len(row.cells))
        title = self._titles[at] if at < len(self._titles) else ""
        return Heading(position=at, title=title, sample=tuple(filter(None, values)))


def _split(rows: Sequence[Row]) -> tuple[Sequence[str], int]:
    """The titles, and where the rows below them begin."""
    usual = Counter(map(_filled, rows)).most_common(1)[0][0] if rows else 0
    for at, row in enumerate(rows[:_MOST_ABOVE]):
        if any(map(looks_like_phone, row.cells)):
            return _titles_above(rows[:at], usual)
        if any(map(is_phone_title, row.cells)) and _is_full(row, usual):
            return row.cells, at + 1
    return _titles_above(rows[:1], usual)


def _titles_above(rows: Sequence[Row], usual: int) -> tuple[Sequence[str], int]:
    """Above the first row with a number stand titles, perhaps below a caption."""
    for at, row in enumerate(rows):
        if _is_full(row, usual):
            return row.cells, at + 1
    return (), len(rows)


def _is_full(row: Row, usual: int) -> bool:
    """A caption stands in one cell of a row that has several."""
    return _filled(row) >= _MOSTLY * usual


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell)


def _unlike(titles: Sequence[str]) -> list[str]:
    """Equal titles are told apart by a number."""
    seen: Counter[str] = Counter()
    unlike = []
    for title in titles:
        name = " ".join(title.split())
        seen[name] += 1
        is_again = name and seen[name] > 1
        unlike.append(f"{name} {seen[name]}" if is_again else name)
    return unlike
