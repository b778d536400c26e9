"""One simulated call, as the figures and the check of laws look at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from voicebot.campaign.attempt import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialled:
    """An attempt at the `contact`-th contact, whose number may be in any of `zones`."""

    contact: int
    zones: tuple[str, ...]
    attempt: Attempt

    @property
    def line_s(self) -> float:
        """How long it holds a line, in seconds."""
        return self.attempt.rang_s + self.attempt.talked_s

    @property
    def ends_at(self) -> datetime:
        return self.attempt.at + timedelta(seconds=self.line_s)
