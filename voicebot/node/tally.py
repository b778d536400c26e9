"""What a phone worker counts while calls go on."""

from collections import Counter, defaultdict

from voicebot.conversation.events import CallEvent, ReplyStarted
from voicebot.histogram import Buckets, Histogram

LATENCY_BOUNDS_S = (0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0)
"""Finest where people begin to notice; beyond the last is a bucket too."""

CLAIM_BOUNDS_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""A claim takes milliseconds; those of all machines go one by one."""


class Tally:
    """Counts since the worker's start; give `watch` to every call."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._latencies = Buckets(LATENCY_BOUNDS_S)
        self._attempts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._claims = Buckets(CLAIM_BOUNDS_S)

    def add(self, name: str) -> None:
        self._counts[name] += 1

    def add_attempt(self, campaign: str, result: str) -> None:
        self._attempts[campaign][result] += 1

    def add_claim(self, took_s: float) -> None:
        """The database gave contacts to dial, or said that there are none."""
        self._claims.add(took_s)

    def watch(self, event: CallEvent) -> None:
        """Count an event of a call's timeline by its kind, and what a reply took."""
        self._counts[type(event).__name__] += 1
        if isinstance(event, ReplyStarted):
            self._latencies.add(event.latency_s)

    @property
    def counts(self) -> dict[str, int]:
        return dict(self._counts)

    @property
    def attempts(self) -> dict[str, dict[str, int]]:
        """Campaigns' calls that ended: by campaign, by result."""
        return {name: dict(results) for name, results in self._attempts.items()}

    @property
    def claims(self) -> Histogram:
        return self._claims.histogram

    @property
    def latency(self) -> Histogram:
        """From the caller's last sound to the robot's first, off the call's audio."""
        return self._latencies.histogram
