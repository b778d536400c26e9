"""How long somebody speaks in one breath: people greet briefly, machines do not."""

from dataclasses import dataclass

BREATH_S = 0.3
"""A shorter pause does not end a stretch: it is between words."""

LONG_RUNS = ((5.0, 2.4), (3.2, 1.4), (2.2, 0.7))
"""From so many seconds in one breath on: log-odds for a machine. Not enough to outweigh
the odds of -3 at which a call begins, for people speak long too."""

SHORT_S = 1.2
SHORT_ODDS = -1.5
"""A word or two and then silence, which is how people answer a telephone."""

ANSWERING_SILENCE_S = 0.6
"""So long is silence after a hello; between a machine's sentences it is shorter."""


@dataclass(slots=True)
class Rhythm:
    """Follows the edges of speech; times are seconds of the call's clock."""

    first_s: float | None = None
    is_speaking: bool = False
    _run_began_s: float = 0.0
    _paused_s: float = 0.0
    _longest_s: float = 0.0

    def started(self, at_s: float) -> None:
        if self.first_s is None:
            self.first_s = self._run_began_s = at_s
        elif at_s - self._paused_s >= BREATH_S:
            self._run_began_s = at_s
        self.is_speaking = True

    def paused(self, at_s: float) -> None:
        self.is_speaking = False
        self._paused_s = at_s
        self._longest_s = max(self._longest_s, at_s - self._run_began_s)

    def run_s(self, now_s: float) -> float:
        """The longest stretch of speech so far, the one that goes on included."""
        going_on_s = now_s - self._run_began_s if self.is_speaking else 0.0
        return max(self._longest_s, going_on_s)

    def silence_s(self, now_s: float) -> float:
        """Since the last speech; 0 while somebody speaks, or before they did."""
        if self.is_speaking or self.first_s is None:
            return 0.0
        return now_s - self._paused_s

    def odds(self, now_s: float) -> float:
        """Log-odds that this is a machine's rhythm."""
        if self.first_s is None:
            return 0.0
        run_s = self.run_s(now_s)
        if run_s <= SHORT_S and self.silence_s(now_s) >= ANSWERING_SILENCE_S:
            return SHORT_ODDS
        return next((odds for from_s, odds in LONG_RUNS if run_s >= from_s), 0.0)
