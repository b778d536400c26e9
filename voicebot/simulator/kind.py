"""What people of one kind do when they are called."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from voicebot.campaign.attempt import AttemptResult

HOURS = 24
CERTAIN = 1.0

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One thing that somebody may do at a question: speak, press keys, or leave.

    With none of them, they keep silent. `weight` is against the others at the question.
    """

    says: str | None = None
    keys: str | None = None
    is_leaving: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How somebody talks: replies by the question's node, and at all others.

    `confirmation` is what they do when the robot repeats a value and asks whether it is
    right. `hang_up_chance` is theirs at every speech of the robot, 0 to 1; after `patience_s`
    of a talk they leave for sure.
    """

    replies: Mapping[str, tuple[Reply, ...]] = field(default_factory=dict)
    elsewhere: tuple[Reply, ...] = (Reply(is_leaving=True),)
    confirmation: tuple[Reply, ...] = (Reply(says="да"),)
    hang_up_chance: float = 0.0
    patience_s: float = 180.0

    def reply(self, node: str, source: Random, *, is_confirming: bool) -> Reply:
        replies = (
            self.confirmation
            if is_confirming
            else self.replies.get(node, self.elsewhere)
        )
        if len(replies) == 1:
            return replies[0]
        weights = [reply.weight for reply in replies]
        return source.choices(replies, weights)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a call comes to: chances of each result at each hour of the person's clock.

    Each of the 24 tells results with the chances up to and with theirs, ascending to 1
    at most; what is left is an unanswered call.
    """

    ladders: tuple[tuple[tuple[float, AttemptResult], ...], ...]

    def result(self, hour: int, source: Random) -> AttemptResult:
        drawn = source.random()
        for upto, result in self.ladders[hour]:
            if drawn < upto:
                return result
        return AttemptResult.NO_ANSWER


def reach_of(chances: Mapping[AttemptResult, float | Mapping[int, float]]) -> Reach:
    """From a chance for the whole day, or one for each of its 24 hours."""
    return Reach(ladders=tuple(_ladder(chances, hour) for hour in range(HOURS)))


def _ladder(
    chances: Mapping[AttemptResult, float | Mapping[int, float]], hour: int
) -> tuple[tuple[float, AttemptResult], ...]:
    at = {
        result: chance.get(hour, 0.0) if isinstance(chance, Mapping) else chance
        for result, chance in chances.items()
    }
    likely = {result: chance for result, chance in at.items() if chance > 0}
    return tuple(zip(itertools.accumulate(likely.values()), likely, strict=True))


ALWAYS_ANSWERS = reach_of({AttemptResult.ANSWERED: CERTAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """People who behave alike; `share` is their part of all, against other kinds'.

    `reaches` are of the first, second, … call and `manners` of the first, second, …
    talk; the last of each stands for all that follow. `answers_by` is the call that
    they pick up for sure, counted from 1. `belongs` is the list that they ought to end
    in; None where that is left to chance.
    """

    name: str
    share: float = 1.0
    belongs: str | None = None
    reaches: tuple[Reach, ...] = (ALWAYS_ANSWERS,)
    manners: tuple[Manner, ...] = (Manner(),)
    answers_by: int | None = None

    def result(self, call: int, hour: int, source: Random) -> AttemptResult:
        """Of the `call`-th, from 0, at an hour of the person's clock."""
        drawn = _at(self.reaches, call).result(hour, source)
        return AttemptResult.ANSWERED if self.is_sure_to_answer(call) else drawn

    def is_sure_to_answer(self, call: int) -> bool:
        return self.answers_by is not None and call + 1 >= self.answers_by

    def manner(self, talk: int) -> Manner:
        """In the `talk`-th talk, from 0."""
        return _at(self.manners, talk)


def _at(several: tuple[Drawn, ...], position: int) -> Drawn:
    return several[min(position, len(several) - 1)]
