"""Which label was taken for which."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.corpus import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """A row a label, a column what was understood; both in the order of `labels`."""

    labels: tuple[str, ...]
    rows: Mapping[str, tuple[int, ...]]


def confusion(answers: Sequence[Answer]) -> Confusion:
    """Accepted answers count as right."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        found = answer.row.intent if answer.is_right else answer.label
        counts[answer.row.intent][found] += 1
    labels = sorted({*counts, *(found for row in counts.values() for found in row)})
    rows = {
        label: tuple(counts[label][other] for other in labels)
        for label in sorted(counts)
    }
    return Confusion(labels=tuple(labels), rows=rows)
