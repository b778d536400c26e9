"""Finds the lines of a test that the robot took for something else than as text."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Protocol

from voicebot.rehearsal.cases import Case
from voicebot.rehearsal.mishearing import Mishearing
from voicebot.rehearsal.moves import CallerMove
from voicebot.rehearsal.record import Exchange
from voicebot.scenario.actions import Listen
from voicebot.scenario.events import TurnHeard
from voicebot.scenario.value import value_said
from voicebot.understanding.meaning import Meaning


class Understand(Protocol):
    """What `Understander.understand` is to a judge of hearing."""

    def __call__(
        self, text: str, *, among: Sequence[str], now: datetime
    ) -> Meaning: ...


def mishearings(
    case: Case, exchanges: Sequence[Exchange], understand: Understand
) -> Iterator[Mishearing]:
    """Every spoken line that was understood otherwise than as text, in order."""
    for before, after in pairwise(exchanges):
        said = _said(case, after.item)
        if said is None or after.item is None or before.question is None:
            continue
        question = before.question
        meant = understand(said, among=question.intents, now=case.now)
        heard = after.event.meaning if isinstance(after.event, TurnHeard) else None
        if heard is None or _sense(heard, question, case) != _sense(
            meant, question, case
        ):
            yield Mishearing(
                item=after.item,
                said=said,
                heard=heard.text if heard else "",
                meant=meant.intent,
                taken_for=heard.intent if heard else None,
            )


def _said(case: Case, item: int | None) -> str | None:
    move = None if item is None else case.talk[item].move
    return move.says if isinstance(move, CallerMove) else None


def _sense(meaning: Meaning, question: Listen, case: Case) -> tuple[object, ...]:
    """What counts of an answer: the branch it takes, the time or other value in it."""
    intent = meaning.intent if meaning.intent in question.intents else None
    if question.collects is None:
        return intent, meaning.time
    return intent, value_said(question.collects, meaning, case.now)
