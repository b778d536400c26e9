"""When somebody was dialled: what caps count."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

KEPT_DAYS = 33
"""Longer than the longest period that a cap looks back on (31 dates of any zone)."""


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
        oldest = at - timedelta(days=KEPT_DAYS)
        kept = tuple(moment for moment in self.recent if moment >= oldest)
        let_go = len(self.recent) - len(kept)
        recent = tuple(sorted((*kept, at)))
        return replace(self, recent=recent, earlier=self.earlier + let_go)


NEVER = Tally()
