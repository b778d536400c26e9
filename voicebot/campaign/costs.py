"""What a campaign's calls cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """In a currency of the author's own: of each attempt, minute of talk, and message."""

    attempt: float = 0.0
    minute: float = 0.0
    message: float = 0.0

    def of(self, *, attempts: int, talked_s: float, messages: int) -> float:
        """All of them together; talk by the second.

        >>> Costs(attempt=0.5, minute=3.0).of(attempts=4, talked_s=90.0, messages=1)
        6.5
        """
        minutes = talked_s / 60
        return self.attempt * attempts + self.minute * minutes + self.message * messages
