"""From when to when a campaign calls at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from voicebot.campaign.limit import NotBefore
from voicebot.campaign.refusal import Refusal, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """From `starts` on and before `ends`, both aware; None: no such moment."""

    starts: datetime | None = None
    ends: datetime | None = None

    def has_ended(self, now: datetime) -> bool:
        return self.ends is not None and now >= self.ends

    def limits(self) -> Iterator[NotBefore]:
        """What makes a call wait."""
        if self.starts is not None:
            yield NotBefore(at=self.starts, why=Why.NOT_STARTED)

    def refusals(self, now: datetime) -> Iterator[Refusal]:
        """What waiting does not mend."""
        if self.has_ended(now):
            yield Refusal(why=Why.ENDED, named={"ends": self.ends})


ALWAYS = Schedule()
