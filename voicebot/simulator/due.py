"""Who is to be dialled, in the order in which the database gives them out."""

import heapq
from datetime import datetime

from voicebot.campaign.state import ContactState

Urgency = tuple[int, int]


class DueContacts:
    """Those who wait for their moment, and those whose moment has come.

    Of the latter the most urgent come first, then those who waited longest. Each contact
    is in here once at most.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, Urgency, int]] = []
        self._due: list[tuple[Urgency, datetime, int]] = []

    def add(self, contact: int, state: ContactState) -> None:
        """Whoever is finished is not kept."""
        if state.next_at is not None:
            heapq.heappush(self._waiting, (state.next_at, state.urgency, contact))

    def look(self, now: datetime) -> None:
        """Those whose moment has come by `now` may be taken from here on."""
        while self._waiting and self._waiting[0][0] <= now:
            next_at, urgency, contact = heapq.heappop(self._waiting)
            heapq.heappush(self._due, (urgency, next_at, contact))

    def take(self) -> int:
        """The first of those who are due."""
        return heapq.heappop(self._due)[2]

    @property
    def is_any(self) -> bool:
        return bool(self._due)

    @property
    def urgency(self) -> int:
        """Of the first who is due."""
        return self._due[0][0][0]

    @property
    def next_at(self) -> datetime | None:
        """When the next one is due after those who are."""
        return self._waiting[0][0] if self._waiting else None
