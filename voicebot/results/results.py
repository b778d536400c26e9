"""What a campaign came to, in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voicebot.campaign.attempt import AttemptResult
from voicebot.results.answers import Answers

_MINUTE_S = 60.0


class Step(StrEnum):
    """Steps of the funnel; each counts people, and none more than the one before it."""

    LOADED = "loaded"
    DIALLED = "dialled"
    REACHED = "reached"
    """A person picked up, at least once."""
    TALKED = "talked"
    """They answered something, or heard the robot out to the goal."""
    GOAL = "goal"
    """They ended in the list that the campaign is made for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCount:
    """Attempts within one hour of the called person's own day."""

    hour: int
    attempts: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """In the currency that the campaign's `cost` is written in."""

    attempts: float = 0.0
    minutes: float = 0.0
    messages: float = 0.0

    @property
    def total(self) -> float:
        return self.attempts + self.minutes + self.messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """`goal` is the list that counts as success; None where the rules name none.

    `lists` and `waiting` (contacts in no list yet) make up `contacts`; `dispositions`
    and `hours` each make up `attempts`. `outcomes` are of talks, under the scenario's own
    words. `first_at` and `last_at` are moments of attempts, None before
    any. `messages` were sent. `spent` is None where the campaign writes no `cost`.
    `answers` are of fields with few different values.
    """

    campaign: str
    title: str
    status: str
    contacts: int
    waiting: int
    attempts: int
    funnel: Mapping[Step, int]
    goal: str | None
    lists: Mapping[str, int]
    dispositions: Mapping[AttemptResult, int]
    outcomes: Mapping[str, int]
    hours: tuple[HourCount, ...]
    talked_s: float
    messages: int
    spent: Spending | None
    answers: tuple[Answers, ...] = ()
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def talked_minutes(self) -> float:
        return self.talked_s / _MINUTE_S

    @property
    def spent_per_contact(self) -> float | None:
        """For each person dialled; None where nobody was, or nothing is known."""
        return self._spent_per(Step.DIALLED)

    @property
    def spent_per_goal(self) -> float | None:
        return self._spent_per(Step.GOAL)

    def share(self, step: Step) -> float:
        """Of all contacts, 0..1; 0 where there are none."""
        return self.funnel[step] / self.contacts if self.contacts else 0.0

    def _spent_per(self, step: Step) -> float | None:
        people = self.funnel[step]
        return self.spent.total / people if self.spent and people else None
