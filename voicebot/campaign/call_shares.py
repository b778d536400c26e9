"""What part of calls went which way: what circuit breakers look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voicebot.campaign.attempt import Attempt, AttemptResult

_PICKED_UP = frozenset({AttemptResult.ANSWERED, AttemptResult.MACHINE})
INSTANT_S = 3.0
"""Whoever hangs up sooner has heard a greeting at most."""


class Measure(StrEnum):
    """What may go wrong with a whole campaign."""

    FAILED = "failed"
    """Of all calls: those that failed on our side."""
    NO_MATCH = "no_match"
    """Of what a person said in a talk: what was not understood, call by call."""
    MACHINE = "machine"
    """Of calls that were picked up: by a machine."""
    INSTANT_HANG_UP = "instant_hang_up"
    """Of talks: those that the person ended within 3 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`count` of `of` calls; a call may count in part."""

    count: float = 0.0
    of: int = 0

    @property
    def value(self) -> float:
        return self.count / self.of if self.of else 0.0

    def plus(self, part: float) -> "Share":
        """With a call more."""
        return Share(count=self.count + part, of=self.of + 1)


NOTHING = Share()

BELIEVED: Mapping[Measure, float] = {
    Measure.FAILED: 0.02,
    Measure.NO_MATCH: 0.15,
    Measure.MACHINE: 0.25,
    Measure.INSTANT_HANG_UP: 0.15,
}
"""What is usual where nothing is known yet."""

WEIGHT = 40
"""So many calls of a campaign's own say as much as what was believed before."""


@dataclass(frozen=True, slots=True)
class CallShares:
    """A share by each measure."""

    by_measure: Mapping[Measure, Share] = field(default_factory=dict)

    def __getitem__(self, measure: Measure) -> Share:
        return self.by_measure.get(measure, NOTHING)

    def expected(self, measure: Measure) -> float:
        """What the next calls will show: what was seen, and what was believed before."""
        seen = self[measure]
        return (seen.count + BELIEVED[measure] * WEIGHT) / (seen.of + WEIGHT)


def shares_of(attempts: Iterable[Attempt]) -> CallShares:
    found = dict.fromkeys(Measure, NOTHING)
    for attempt in attempts:
        for measure, part in _parts(attempt).items():
            found[measure] = found[measure].plus(part)
    return CallShares(found)


def _parts(attempt: Attempt) -> dict[Measure, float]:
    """From 0 to 1 by each measure that the attempt tells anything of."""
    parts = {Measure.FAILED: float(attempt.result is AttemptResult.FAILED)}
    if attempt.result in _PICKED_UP:
        is_machine = attempt.result is AttemptResult.MACHINE
        parts[Measure.MACHINE] = float(is_machine)
        if not is_machine:
            parts |= _parts_of_talk(attempt)
    return parts


def _parts_of_talk(attempt: Attempt) -> dict[Measure, float]:
    is_instant = attempt.hung_up and attempt.talked_s < INSTANT_S
    parts = {Measure.INSTANT_HANG_UP: float(is_instant)}
    if attempt.turns:
        parts[Measure.NO_MATCH] = min(1.0, attempt.no_matches / attempt.turns)
    return parts
