"""What benchmarks print: figures by row, and which label was taken for which."""

from collections.abc import Mapping

from rich.table import Table

from benchmarks.confusion import Confusion

_LABEL_LETTERS = 9


def figures_table(
    title: str, first: str, rows: Mapping[str, Mapping[str, float | int | str | None]]
) -> Table:
    """A row each, by its name under `first`; the columns are those of the first row."""
    table = Table(title=title)
    table.add_column(first)
    for column in next(iter(rows.values())):
        table.add_column(column, justify="right")
    for name, values in rows.items():
        table.add_row(
            name, *("—" if value is None else str(value) for value in values.values())
        )
    return table


def confusion_table(title: str, matrix: Confusion) -> Table:
    """Rows are the labels, columns what was understood."""
    table = Table(title=title, padding=(0, 0), show_edge=False)
    table.add_column("")
    for label in matrix.labels:
        table.add_column(label[:_LABEL_LETTERS], justify="right")
    for label, counts in matrix.rows.items():
        table.add_row(label, *(str(count or "·") for count in counts))
    return table
