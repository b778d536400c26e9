"""One question of the ear test, answered by condition."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Figures = Mapping[str, float | int | None]
"""Of one condition; None is what was not measured."""

Verdicts = Mapping[str, bool]
"""Utterances, by the corpus's names for them, and whether each was right."""

TEXT = "text"
ALL_AUDIO = "all audio"

One = TypeVar("One")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Figures and verdicts by condition; `title` says what was asked."""

    title: str
    figures: Mapping[str, Figures]
    verdicts: Mapping[str, Verdicts]


def section(
    title: str,
    groups: Mapping[str, Sequence[One]],
    summary: Callable[[Sequence[One]], Figures],
    verdict: Callable[[One], tuple[str, bool]],
) -> Section:
    """Of rows by condition, of which all but texts are told together once more."""
    told = dict(groups)
    audio = [one for name, group in groups.items() if name != TEXT for one in group]
    if audio:
        told[ALL_AUDIO] = audio
    return Section(
        title=title,
        figures={name: summary(group) for name, group in told.items() if group},
        verdicts={
            name: dict(verdict(one) for one in group) for name, group in groups.items()
        },
    )
