"""Calls a second, kept by one moment."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """At most `calls_per_s`, evenly; `free_at` is when the next call may begin.

    The generic cell rate algorithm (ITU-T I.371, annex A) without a burst: a carrier
    that counts calls in any second never sees one too many. None is no limit, and a
    pace of which nothing is known yet.
    """

    calls_per_s: float | None = None
    free_at: datetime | None = None

    def earliest(self, now: datetime) -> datetime:
        """When a call may begin, from `now` on."""
        if self.calls_per_s is None or self.free_at is None:
            return now
        return max(now, self.free_at)

    def after(self, begun: datetime) -> "Pace":
        """With a call that begins at `begun`, which `earliest` told."""
        if self.calls_per_s is None:
            return self
        return replace(self, free_at=begun + timedelta(seconds=1 / self.calls_per_s))


UNPACED = Pace()
