"""Whether a Rasa server is worth waiting for: a circuit breaker."""

from dataclasses import dataclass

from voicebot.nlu.opinion import Silent

MOST_FAILURES = 3
"""In a row; then callers no longer wait for it. Each may have cost a turn the deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How often in a row the server failed, and how last."""

    failures: int = 0
    reason: str = ""

    @property
    def is_lost(self) -> bool:
        return self.failures >= MOST_FAILURES

    def after_failure(self, silent: Silent) -> "Trust":
        return Trust(failures=self.failures + 1, reason=silent.reason)

    def refusal(self) -> Silent:
        """What a reading is told at once while trust is lost."""
        return Silent(reason=f"is left out until it answers again (it {self.reason})")


LOST = MOST_FAILURES
"""Failures of a server that does not even answer at the start."""
