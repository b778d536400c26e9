"""How many calls a trunk bears: at once, and beginning in a second."""


class TrunkBudget:
    """A counter and a token bucket of one token; holds no clock.

    In any stretch of T seconds at most T * `calls_per_s` + 1 calls begin. Inbound
    calls occupy channels and spend no token: it is the trunk that paces those. None
    is no limit.
    """

    def __init__(self, *, channels: int | None, calls_per_s: float | None) -> None:
        self._channels = channels
        self._gap_s = 1 / calls_per_s if calls_per_s else 0.0
        self._used = 0
        self._next_at_s = float("-inf")

    @property
    def used(self) -> int:
        return self._used

    @property
    def has_channel(self) -> bool:
        return self._channels is None or self._used < self._channels

    def wait_s(self, now_s: float) -> float:
        """Seconds until the pace allows another call; 0 when it does now."""
        return max(0.0, self._next_at_s - now_s)

    def take(self, now_s: float) -> bool:
        """Begin a placed call; False, and nothing changes, when there is no room."""
        if not self.has_channel or self.wait_s(now_s) > 0:
            return False
        self._used += 1
        self._next_at_s = now_s + self._gap_s
        return True

    def occupy(self) -> None:
        """Count a call that the trunk placed."""
        self._used += 1

    def give_back(self) -> None:
        """A call ended.

        Raises:
            ValueError: none was counted.
        """
        if not self._used:
            raise ValueError("more calls ended than began")
        self._used -= 1
