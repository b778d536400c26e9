"""Notices that the other side's audio stopped arriving."""


class RtpWatch:
    """Fed the count of packets received so far; holds no clock."""

    def __init__(self, silence_s: float) -> None:
        self._silence_s = silence_s
        self._packets = 0
        self._changed_at_s: float | None = None

    def is_silent(self, packets: int, now_s: float) -> bool:
        """Whether the count has stood still for the whole silence time."""
        if self._changed_at_s is None or packets != self._packets:
            self._packets, self._changed_at_s = packets, now_s
        return now_s - self._changed_at_s >= self._silence_s
