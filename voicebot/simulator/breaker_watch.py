"""Which circuit breakers a campaign would trip."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from voicebot.campaign.attempt import Attempt
from voicebot.campaign.breakers import Breakers, tripped
from voicebot.campaign.call_shares import CallShares, Measure, Share, shares_of
from voicebot.campaign.trip import Trip

_ROUND = 100
"""Calls between two looks, half of the most that breakers look at."""

_USUAL_ROUNDS = 20
"""The 2,000 calls before those tell what is usual, as in the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TripSeen:
    """A breaker, and when it would have stopped the campaign."""

    at: datetime
    trip: Trip


class BreakerWatch:
    """Looks at the last 200 calls after every hundred.

    After a trip somebody is thought to have looked and resumed the campaign: what was
    seen till then only tells what is usual.
    """

    def __init__(self, breakers: Breakers) -> None:
        self._breakers = breakers
        self._before: list[Attempt] = []
        self._round: list[Attempt] = []
        self._usual: deque[CallShares] = deque(maxlen=_USUAL_ROUNDS)

    def notice(self, attempt: Attempt) -> Iterator[TripSeen]:
        """Take the next call, in the order in which calls ended."""
        self._round.append(attempt)
        if len(self._round) < _ROUND:
            return
        recent = [*self._before, *self._round]
        trip = tripped(recent, _together(self._usual), self._breakers)
        self._usual.append(shares_of(self._before))
        self._before, self._round = self._round, []
        if trip is not None:
            self._usual.append(shares_of(self._before))
            self._before = []
            yield TripSeen(at=attempt.at, trip=trip)


def _together(rounds: deque[CallShares]) -> CallShares:
    return CallShares(
        {
            measure: Share(
                count=sum(each[measure].count for each in rounds),
                of=sum(each[measure].of for each in rounds),
            )
            for measure in Measure
        }
    )
