"""What a campaign's rules are told of a call."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sip.leg import HungUpBy
from voicebot.campaign.attempt import Attempt, AttemptResult
from voicebot.conversation.events import (
    CallAnswered,
    CallBegun,
    CallEnded,
    CallEvent,
    KeysTaken,
    NodeAction,
    SpeechHeard,
    TurnTaken,
)
from voicebot.conversation.report import CallReport
from voicebot.node.attempt_watch import AttemptWatch, result_of
from voicebot.scenario.actions import LeaveNode, SetSlot

NUMBER = "+79260000001"
BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEGUN = CallBegun(
    scenario="survey", scenario_hash="", recognizer="", voice="", slots={}
)
NOTHING_SAID = SpeechHeard(start_s=0.0, end_s=0.1)


def report(disposition: str = "answered", **more: Any) -> CallReport:
    hung_up_by = more.pop("hung_up_by", None)
    facts: dict[str, Any] = {
        "call_id": "a",
        "scenario": "survey",
        "outcome": None,
        "end": CallEnded(
            disposition=disposition, sip_code=200, reason="", hung_up_by=hung_up_by
        ),
        "path": (),
        "slots": {},
        "callback_at": None,
        "do_not_call": False,
        "turn_latencies_s": (),
        "duration_s": 12.0,
        "recording": None,
        "timeline": Path("timeline.jsonl"),
    }
    return CallReport(**{**facts, **more})


def watched(events: Iterable[CallEvent], ended: CallReport) -> Attempt:
    """Each look at the clock takes a second."""
    clock = iter(BEGAN + timedelta(seconds=second) for second in range(100))
    watch = AttemptWatch(NUMBER, lambda: next(clock))
    for event in events:
        watch.watch(event)
    return watch.attempt(ended)


def turn(intent: str | None) -> CallEvent:
    return TurnTaken(text="", intent=intent, confidence=1.0, why="", slots={})


def leaves(exit_: str) -> CallEvent:
    return NodeAction(action=LeaveNode(node="ask", exit=exit_, target="bye"))


TOOK_A_VALUE = NodeAction(action=SetSlot(slot="name", value="Анна"))


@pytest.mark.parametrize("disposition", sorted(set(AttemptResult) - {"machine"}))
def test_each_disposition_is_a_result_by_the_same_name(disposition: str) -> None:
    assert result_of(report(disposition)) == disposition


@pytest.mark.parametrize(
    ("facts", "result"),
    [
        ({"answered_by": "person"}, "answered"),
        ({"answered_by": "silence", "outcome": "no_input"}, "answered"),
        ({"answered_by": "machine", "outcome": "answering_machine"}, "machine"),
        ({"answered_by": "secretary"}, "machine"),
        ({"answered_by": "machine", "outcome": "left_message"}, "answered"),
        ({"hung_up_by": HungUpBy.RTP_SILENCE, "outcome": "hung_up"}, "failed"),
        ({"hung_up_by": HungUpBy.RTP_SILENCE, "outcome": "agreed"}, "answered"),
    ],
)
def test_who_answered_and_how_it_broke_off_decide(
    facts: dict[str, Any], result: str
) -> None:
    assert result_of(report(**facts)) == result


def test_ringing_ends_with_the_answer_and_begins_with_the_invite() -> None:
    attempt = watched([BEGUN, CallAnswered()], report(outcome="agreed"))
    assert attempt.at == BEGAN + timedelta(seconds=1)
    assert (attempt.rang_s, attempt.talked_s) == (1.0, 12.0)
    assert (attempt.phone, attempt.outcome) == (NUMBER, "agreed")


def test_a_call_that_nobody_took_rang_to_its_end_and_has_no_outcome() -> None:
    attempt = watched([BEGUN], report("no_answer", outcome="answering_machine"))
    assert (attempt.rang_s, attempt.talked_s) == (1.0, 0.0)
    assert attempt.outcome is None


def test_what_was_written_into_the_card_is_told() -> None:
    written = report(fields={"speed": "5"})
    assert watched([BEGUN, CallAnswered()], written).fields == {"speed": "5"}


def test_a_promise_and_a_wish_not_to_be_called_are_told() -> None:
    promised = watched([BEGUN, CallAnswered()], report(callback_at=BEGAN))
    assert promised.promised_at == BEGAN
    assert watched([BEGUN, CallAnswered()], report(do_not_call=True)).is_do_not_call


@pytest.mark.parametrize(
    ("events", "counts"),
    [
        ((), (0, 0)),
        ((turn("yes"), leaves("on.yes")), (1, 0)),
        ((turn(None), NOTHING_SAID, turn("yes")), (2, 1)),
        ((turn(None), turn(None)), (2, 2)),
        ((turn(None), leaves("on_nomatch.1")), (1, 1)),
        ((turn(None), TOOK_A_VALUE), (1, 0)),
        ((KeysTaken(keys="1"), leaves("on.1")), (1, 0)),
        ((KeysTaken(keys="7"),), (1, 1)),
    ],
)
def test_what_was_said_and_led_nowhere_is_counted(
    events: tuple[CallEvent, ...], counts: tuple[int, int]
) -> None:
    attempt = watched([BEGUN, CallAnswered(), *events], report())
    assert (attempt.turns, attempt.no_matches) == counts


@pytest.mark.parametrize(("by", "hung_up"), [("caller", True), ("robot", False)])
def test_it_is_told_who_hung_up(by: str, *, hung_up: bool) -> None:
    attempt = watched([BEGUN, CallAnswered()], report(hung_up_by=by))
    assert attempt.hung_up is hung_up
