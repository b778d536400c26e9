"""Finds what stands between the fields of a CSV."""

import csv
from collections import Counter
from itertools import islice

_CANDIDATES = (";", "\t", ",", "|")
_ROWS = 200
NONE = "\x1f"
"""Stands in no text: a file of one column has no delimiter."""


def delimiter_of(sample: str) -> str:
    """The one by which most rows have equally many fields, and the more the better."""
    first = sample.lstrip("\ufeff")[:5].lower()
    if first.startswith("sep=") and first[4:]:  # Excel's own way to name it
        return first[4:]
    return max((*_CANDIDATES, NONE), key=lambda one: _evenness(sample, one))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of rows that are as wide as most are, and that width."""
    reader = csv.reader(sample.splitlines(), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in islice(reader, _ROWS) if any(row))
    except csv.Error:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return (0.5, 1) if delimiter == NONE else (0.0, 1)
    width, count = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    return count / widths.total(), width
