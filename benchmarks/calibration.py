"""Whether confidence means what it says: of answers at 0.8, four of five are right."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.corpus import Answer, share

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers of nearly one confidence; both figures are shares of 1."""

    count: int
    confidence: float
    accuracy: float


def reliability(answers: Sequence[Answer], bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal width by confidence; empty ones are left out."""
    groups: dict[int, list[Answer]] = {}
    for answer in answers:
        place = min(int(answer.confidence * bins), bins - 1)
        groups.setdefault(place, []).append(answer)
    return tuple(
        Bin(
            count=len(group),
            confidence=sum(answer.confidence for answer in group) / len(group),
            accuracy=share(group),
        )
        for _place, group in sorted(groups.items())
    )


def calibration_error(answers: Sequence[Answer]) -> float:
    """The mean distance between confidence and accuracy (Guo et al., 2017: ECE)."""
    total = max(1, len(answers))
    return sum(
        each.count / total * abs(each.confidence - each.accuracy)
        for each in reliability(answers)
    )
