"""How many days a campaign takes by how many lines it has."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo

from voicebot.simulator.simulation import Setup, simulate

_TIMES = (0.25, 0.5, 2.0, 4.0)
_SAMPLE = 3_000
"""People of a sample that is called by a like part of the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysByLines:
    """`is_sampled`: a part of the people was called by a like part of the lines."""

    lines: int
    days: int
    is_sampled: bool


def planned(setup: Setup, days: int, clock: tzinfo) -> Iterator[DaysByLines]:
    """With a quarter, half, twice and four times the lines; the run itself took `days`.

    Every n-th contact is called, so a sample is as mixed as the whole.
    """
    own = DaysByLines(lines=setup.lines, days=days, is_sampled=False)
    others = {max(1, round(setup.lines * times)) for times in _TIMES}
    for lines in sorted({*others, setup.lines}):
        yield own if lines == setup.lines else _sampled(setup, lines, clock)


def _sampled(setup: Setup, lines: int, clock: tzinfo) -> DaysByLines:
    """As few lines as keep the sample at `_SAMPLE` people, one at least."""
    whole = len(setup.contacts)
    used = min(lines, max(1, round(lines * _SAMPLE / whole))) if whole else lines
    step = lines / used
    people = [setup.contacts[int(at * step)] for at in range(int(whole / step))]
    budget = setup.rules.budget
    budget = replace(budget, calls_per_s=_part(budget.calls_per_s, step), lines=None)
    part = replace(
        setup,
        contacts=people,
        lines=used,
        calls_per_s=_part(setup.calls_per_s, step),
        rules=replace(setup.rules, budget=budget),
    )
    moments = [call.attempt.at.astimezone(clock) for call in simulate(part).dialled]
    days = (max(moments).date() - min(moments).date()).days + 1 if moments else 0
    return DaysByLines(lines=lines, days=days, is_sampled=used < lines)


def _part(calls_per_s: float | None, step: float) -> float | None:
    return None if calls_per_s is None else calls_per_s / step
