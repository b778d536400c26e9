"""Shares and how sure they are; percentiles."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Z95 = 1.959964
"""The normal distribution's quantile for two-sided 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`hits` of `of`; `of` may be 0, and then nothing is known."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """0 to 1."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval (1927), which holds for few and for shares near 0 or 1.

        Rows that belong together (one utterance in several conditions) make it too
        narrow: it takes them for independent.
        """
        if not self.of:
            return 0.0, 1.0
        squared = Z95**2 / self.of
        middle = self.hits / self.of + squared / 2
        spread = Z95 * math.sqrt(
            self.hits * (self.of - self.hits) / self.of**3 + squared / 4 / self.of
        )
        low, high = ((middle + side) / (1 + squared) for side in (-spread, spread))
        return max(0.0, low), min(1.0, high)


def share_of(hits: Iterable[bool]) -> Share:
    counted = list(hits)
    return Share(hits=sum(counted), of=len(counted))


def rounded_share(hits: Iterable[bool]) -> float | None:
    """0 to 1 with four digits; None of nothing."""
    value = share_of(hits).value
    return None if value is None else round(value, 4)


def nearest_rank(values: Sequence[float], part: float) -> float | None:
    """The least value that at least `part` (above 0, at most 1) of them do not exceed."""
    if not values:
        return None
    return sorted(values)[math.ceil(part * len(values)) - 1]
