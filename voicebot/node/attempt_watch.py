"""A campaign's call as an attempt: read off its events while it goes on, and its report."""

from collections.abc import Callable
from datetime import datetime

from sip.leg import HungUpBy
from voicebot.answering.verdict import MACHINES, Answerer
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.conversation.events import (
    CallAnswered,
    CallBegun,
    CallEvent,
    KeysTaken,
    NodeAction,
    TurnTaken,
)
from voicebot.conversation.report import CallReport
from voicebot.scenario.actions import EnterNode, LeaveNode, SetSlot
from voicebot.scenario.interpreter import ANSWERING_MACHINE, HUNG_UP

_LOST = "on_nomatch"


class AttemptWatch:
    """Of one call; made right before it is dialled. `now` tells an aware time."""

    def __init__(self, number: str, now: Callable[[], datetime]) -> None:
        self._number = number
        self._now = now
        self._began = now()
        self._answered: datetime | None = None
        self._turns = _Turns()

    def watch(self, event: CallEvent) -> None:
        """An event of the call's timeline, as it happens."""
        match event:
            case CallBegun():  # a trunk's pace may have kept it waiting
                self._began = self._now()
            case CallAnswered():
                self._answered = self._now()
            case _:
                self._turns.watch(event)

    def attempt(self, report: CallReport) -> Attempt:
        """What the call came to; it has ended this moment."""
        result = result_of(report)
        rang_until = self._answered or self._now()
        return Attempt(
            at=self._began,
            phone=self._number,
            result=result,
            outcome=report.outcome if result is AttemptResult.ANSWERED else None,
            rang_s=_seconds(self._began, rang_until),
            talked_s=round(report.duration_s, 3) if self._answered else 0.0,
            promised_at=report.callback_at,
            is_do_not_call=report.do_not_call,
            turns=self._turns.taken,
            no_matches=self._turns.lost,
            hung_up=report.end.hung_up_by == HungUpBy.CALLER,
            fields=dict(report.fields),
        )

    def failed(self) -> Attempt:
        """A fault of ours ended the call, or forbade it."""
        return Attempt(at=self._began, phone=self._number, result=AttemptResult.FAILED)


def result_of(report: CallReport) -> AttemptResult:
    """By who or what picked up, where somebody did.

    A machine to which the scenario spoke, with an outcome of its own, is a talk: the
    campaign's lists say what that is worth. A call whose sound was lost before anything
    came of it is a fault of the line's.
    """
    result = AttemptResult(report.end.disposition)
    if result is not AttemptResult.ANSWERED:
        return result
    if report.answered_by is not None and Answerer(report.answered_by) in MACHINES:
        is_spoken_to = report.outcome not in (None, ANSWERING_MACHINE)
        return AttemptResult.ANSWERED if is_spoken_to else AttemptResult.MACHINE
    is_lost = report.end.hung_up_by == HungUpBy.RTP_SILENCE
    has_come_to_something = report.outcome not in (None, HUNG_UP)
    return AttemptResult.FAILED if is_lost and not has_come_to_something else result


class _Turns:
    """What the person said or pressed, and how much of it led nowhere."""

    def __init__(self) -> None:
        self.taken = 0
        self._lost = 0
        self._is_open = False

    @property
    def lost(self) -> int:
        return self._lost + self._is_open

    def watch(self, event: CallEvent) -> None:
        match event:
            case TurnTaken(intent=intent):
                self._take(is_open=intent is None)
            case KeysTaken():
                self._take(is_open=True)
            case NodeAction(action=LeaveNode(exit=exit_)) if exit_.startswith(_LOST):
                pass
            case NodeAction(action=LeaveNode() | EnterNode() | SetSlot()):
                self._is_open = False
            case _:
                pass

    def _take(self, *, is_open: bool) -> None:
        self._lost += self._is_open
        self.taken += 1
        self._is_open = is_open


def _seconds(since: datetime, until: datetime) -> float:
    return round((until - since).total_seconds(), 3)
