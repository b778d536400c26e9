"""How many figures fell into which bucket, for a service to count and others to draw."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How many fell into each bucket: up to each bound, and beyond the last."""

    bounds: tuple[float, ...] = ()
    counts: tuple[int, ...] = (0,)
    total: float = 0.0


NOTHING_COUNTED = Histogram()


class Buckets:
    """Counts since they were made; for one thread.

    >>> buckets = Buckets((0.1, 1.0))
    >>> for figure in (0.1, 0.5, 7): buckets.add(figure)
    >>> buckets.histogram
    Histogram(bounds=(0.1, 1.0), counts=(1, 1, 1), total=7.6)
    """

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(bounds) + 1)
        self._total = 0.0

    def add(self, figure: float) -> None:
        self._counts[bisect_left(self._bounds, figure)] += 1
        self._total += figure

    @property
    def histogram(self) -> Histogram:
        return Histogram(
            bounds=self._bounds, counts=tuple(self._counts), total=self._total
        )
