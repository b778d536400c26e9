"""Which circuit breakers a campaign would trip."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from voicebot.campaign.attempt import Attempt
from voicebot.campaign.breakers import SIZES, Breakers, tripped
from voicebot.campaign.call_shares import CallShares, Measure, Share, shares_of
from voicebot.campaign.trip import Trip

LOOKS_EVERY = 100
"""Calls between two looks. The true dialer looks every minute: at some ten calls a
second that is seldomer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TripSeen:
    """A breaker, and when it would have stopped the campaign."""

    at: datetime
    trip: Trip


class BreakerWatch:
    """Looks at the last calls now and then; what was usual are those before them.

    After a trip somebody is thought to have looked and resumed the campaign.
    """

    def __init__(self, breakers: Breakers) -> None:
        self._breakers = breakers
        self._recent: deque[Attempt] = deque()
        self._usual = CallShares()
        self._left = LOOKS_EVERY

    def notice(self, attempt: Attempt) -> Iterator[TripSeen]:
        """Take the next call, in the order in which calls ended."""
        self._recent.append(attempt)
        self._left -= 1
        if self._left > 0:
            return
        self._left = LOOKS_EVERY
        self._forget(SIZES[-1] + LOOKS_EVERY)
        trip = tripped(list(self._recent), self._usual, self._breakers)
        if trip is not None:
            self._forget(0)
            yield TripSeen(at=attempt.at, trip=trip)

    def _forget(self, most: int) -> None:
        """All but the last `most` become what is usual."""
        older = [self._recent.popleft() for _ in range(len(self._recent) - most)]
        self._usual = _both(self._usual, shares_of(older))


def _both(one: CallShares, other: CallShares) -> CallShares:
    return CallShares(
        {
            measure: Share(
                count=one[measure].count + other[measure].count,
                of=one[measure].of + other[measure].of,
            )
            for measure in Measure
        }
    )
