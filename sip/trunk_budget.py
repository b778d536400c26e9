"""How many calls a trunk bears: at once, and beginning in a second."""

from collections.abc import Callable
from typing import Protocol

from sip.trunk import Trunk


class TrunkBudget(Protocol):
    """Who may still call by one trunk. On the stack's thread: nothing here waits.

    Times are `time.monotonic()`. Placed calls also keep the trunk's pace: in any
    stretch of T seconds at most T * `calls_per_s` + 1 begin. It is the trunk that paces
    those that come in.
    """

    @property
    def free(self) -> int | None:
        """Channels left now, by whomever the others are held; None without a limit."""

    def wait_s(self, now_s: float) -> float:
        """Seconds until the pace allows another call; 0 when it does now."""

    def take(self, now_s: float) -> bool:
        """Begin a placed call; False, and nothing changes, when there is no room.

        Or when it cannot be told this moment: another process takes one too.
        """

    def occupy(self) -> bool:
        """Take a channel for a call that the trunk placed; False when none is left."""

    def give_back(self) -> None:
        """A call ended.

        Raises:
            ValueError: none was counted.
        """


BudgetOf = Callable[[Trunk], TrunkBudget]


class OwnBudget:
    """A counter and a token bucket of one token, for the calls of this process."""

    def __init__(self, *, channels: int | None, calls_per_s: float | None) -> None:
        self._channels = channels
        self._gap_s = 1 / calls_per_s if calls_per_s else 0.0
        self._used = 0
        self._next_at_s = float("-inf")

    @property
    def free(self) -> int | None:
        return None if self._channels is None else self._channels - self._used

    def wait_s(self, now_s: float) -> float:
        return max(0.0, self._next_at_s - now_s)

    def take(self, now_s: float) -> bool:
        if self.wait_s(now_s) > 0 or not self.occupy():
            return False
        self._next_at_s = now_s + self._gap_s
        return True

    def occupy(self) -> bool:
        if self.free == 0:
            return False
        self._used += 1
        return True

    def give_back(self) -> None:
        if not self._used:
            raise ValueError("more calls ended than began")
        self._used -= 1


def own_budget(trunk: Trunk) -> TrunkBudget:
    """Limits that only this process knows of."""
    return OwnBudget(channels=trunk.channels, calls_per_s=trunk.calls_per_s)
