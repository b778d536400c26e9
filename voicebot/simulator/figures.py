"""What a simulated campaign came to, in figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TypeVar

from voicebot.campaign.attempt import AttemptResult
from voicebot.simulator.breaker_watch import TripSeen
from voicebot.simulator.law_check import LawCheck, Violation
from voicebot.simulator.simulation import Run, Setup
from voicebot.simulator.truth import Split, split_of

Key = TypeVar("Key", date, int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Of a day or an hour."""

    dialled: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Days and hours are of the clock that the figures were asked for by.

    `mean_lines` is over the time when any line was in use. `cost` is None where the
    rules name no prices. `stopped` is why the campaign could not go on, if it could not.
    """

    contacts: int
    calls: int
    by_result: Mapping[AttemptResult, int]
    by_day: Mapping[date, Calls]
    by_hour: Mapping[int, Calls]
    split: Split
    lines: int
    peak_lines: int
    mean_lines: float
    talk_min: float
    line_min: float
    messages: Mapping[str, int]
    cost: float | None
    violations: Sequence[Violation]
    trips: Sequence[TripSeen]
    stopped: str | None

    @property
    def days(self) -> int:
        """From the first call's date to the last one's, both counted."""
        dates = list(self.by_day)
        return (dates[-1] - dates[0]).days + 1 if dates else 0


def figures_of(setup: Setup, run: Run, clock: tzinfo) -> Figures:
    """Every call is checked against laws and caps on the way."""
    talked_s = sum(call.attempt.talked_s for call in run.dialled)
    line_s = sum(call.line_s for call in run.dialled)
    results = Counter(call.attempt.result for call in run.dialled)
    check = LawCheck(setup.rules, setup.house)
    moments = [
        (call.attempt.at.astimezone(clock), call.attempt.result) for call in run.dialled
    ]
    return Figures(
        contacts=len(setup.contacts),
        calls=len(run.dialled),
        by_result=dict(results.most_common()),
        by_day=_counted([(at.date(), result) for at, result in moments]),
        by_hour=_counted([(at.hour, result) for at, result in moments]),
        split=split_of(setup.contacts, run.states),
        lines=setup.lines,
        peak_lines=run.peak_lines,
        mean_lines=line_s / run.busy_s if run.busy_s else 0.0,
        talk_min=talked_s / 60,
        line_min=line_s / 60,
        messages=dict(run.messages),
        cost=_cost(setup, run, talked_s),
        violations=tuple(check.violations(run.dialled)),
        trips=tuple(run.trips),
        stopped=run.halt.sentence if run.halt else None,
    )


def _counted(
    calls: Sequence[tuple[Key, AttemptResult]],
) -> Mapping[Key, Calls]:
    """By day or hour, in their order."""
    dialled = Counter(key for key, _result in calls)
    answered = Counter(key for key, result in calls if result is AttemptResult.ANSWERED)
    return {
        key: Calls(dialled=dialled[key], answered=answered[key])
        for key in sorted(dialled)
    }


def _cost(setup: Setup, run: Run, talked_s: float) -> float | None:
    prices = setup.rules.cost
    if prices is None:
        return None
    messages = run.messages.total()
    return prices.of(attempts=len(run.dialled), talked_s=talked_s, messages=messages)
