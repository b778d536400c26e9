"""When a campaign must stop by itself: its last calls are not what calls usually are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from voicebot.campaign.attempt import Attempt
from voicebot.campaign.call_shares import CallShares, Measure, Share, shares_of
from voicebot.campaign.trip import Trip

SIZES = (25, 50, 100, 200)
"""How many of the last calls are looked at: few show a great fault soon, many a small
one at all."""

SURPRISE = log(1e6)
"""No more often than once in a million looks may chance alone stop a campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakers:
    """`failed` is the share of calls that fail on our side, in any campaign too many.

    The others are how much more than usually, as a share of the whole: 0.25 is from
    20 % to 45 %. None switches one off. `sample` calls at least tell anything. The
    figures' reasons: docs/decisions/0085-when-a-campaign-stops-itself.md.
    """

    failed: float | None = 0.3
    no_match: float | None = 0.25
    machine: float | None = 0.25
    instant_hang_up: float | None = 0.25
    sample: int = 20

    def jump(self, measure: Measure) -> float | None:
        """By how much `measure` may rise; None where it may rise at will."""
        match measure:
            case Measure.FAILED:
                return self.failed
            case Measure.NO_MATCH:
                return self.no_match
            case Measure.MACHINE:
                return self.machine
            case Measure.INSTANT_HANG_UP:
                return self.instant_hang_up


def tripped(
    recent: Sequence[Attempt], usual: CallShares, breakers: Breakers
) -> Trip | None:
    """The first breaker that these attempts, oldest first, trip.

    Look at those since the campaign was last started only: what was seen before has
    been judged by whoever started it again.
    """
    return next(_trips(recent, usual, breakers), None)


def _trips(
    recent: Sequence[Attempt], usual: CallShares, breakers: Breakers
) -> Iterator[Trip]:
    for size in SIZES:
        seen = shares_of(recent[-size:])
        for measure in Measure:
            jump = breakers.jump(measure)
            share, before = seen[measure], usual.expected(measure)
            if jump is None or share.of < breakers.sample:
                continue
            if _is_too_much(share, _most(measure, jump, before), before):
                yield Trip(measure=measure, seen=share, usual=before)


def _most(measure: Measure, jump: float, usual: float) -> float:
    """Failures are borne up to a fixed share, the others up to so much more."""
    return jump if measure is Measure.FAILED else usual + jump


def _is_too_much(seen: Share, most: float, usual: float) -> bool:
    return seen.value >= most and surprise(seen, usual) >= SURPRISE


def surprise(seen: Share, usual: float) -> float:
    """How improbable so great a share is by chance: the negative logarithm, at least.

    The Chernoff-Hoeffding bound (Hoeffding 1963, theorem 1) holds for any values from
    0 to 1, so for the share of each call's turns too. 0 where nothing is unusual.

    >>> round(surprise(Share(count=10, of=20), 0.2), 1)
    4.5
    """
    value = seen.value
    if value <= usual:
        return 0.0
    rest = 0.0 if value >= 1 else (1 - value) * log((1 - value) / (1 - usual))
    return max(0.0, seen.of * (value * log(value / usual) + rest))
