"""When somebody was dialled: what caps count."""

import bisect
from dataclasses import dataclass
from datetime import datetime, timedelta

KEPT_DAYS = 33
"""Longer than the longest period that a cap looks back on (31 dates of any zone)."""
_KEPT = timedelta(days=KEPT_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Moments of dialling, oldest first; those before `recent` are only counted."""

    recent: tuple[datetime, ...] = ()
    earlier: int = 0

    @property
    def total(self) -> int:
        return self.earlier + len(self.recent)

    def plus(self, at: datetime) -> "Tally":
        """With one attempt more; those too old for any cap but a lifetime's are let go."""
        recent = self.recent
        oldest = at - _KEPT
        let_go = bisect.bisect_left(recent, oldest)
        place = bisect.bisect_right(recent, at, let_go)
        return Tally(
            recent=(*recent[let_go:place], at, *recent[place:]),
            earlier=self.earlier + let_go,
        )


NEVER = Tally()
