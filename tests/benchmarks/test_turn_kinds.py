"""A caller's replies, and what the robot's timeline says of each."""

from collections.abc import Sequence

import pytest

from benchmarks.callers.turn_kinds import TimelineEvent, TurnKind, turns_of
from tests.benchmarks.drawn_calls import drawn

ASKS_YES_OR_NO = {"at_s": 0.0, "event": "Listen", "intents": ["yes", "no"]}


def took(at_s: float, intent: str | None) -> TimelineEvent:
    return {"at_s": at_s, "event": "TurnTaken", "intent": intent}


def silence(at_s: float) -> TimelineEvent:
    return {"at_s": at_s, "event": "SilenceTaken"}


def kinds(marks: str, *timeline: TimelineEvent) -> list[str]:
    turns = turns_of(drawn(marks), [ASKS_YES_OR_NO, *timeline])
    return [turn.kind.value for turn in turns]


TWO_REPLIES = "iaR...r....C...c....R..r....C..c..R..rh"
"""The first from 1.0 s to 1.4 s after the answer, the second from 2.7 s to 3.0 s."""


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        ([took(1.7, "yes"), took(3.2, "no")], ["understood", "understood"]),
        ([took(1.7, "yes"), took(3.2, "out_of_scope")], ["understood", "no_match"]),
        ([took(1.7, None), took(3.2, "call_later")], ["no_match", "no_match"]),
        ([silence(1.7), took(3.2, "yes")], ["unheard", "understood"]),
        ([took(1.7, "yes")], ["understood", "unheard"]),
    ],
)
def test_a_reply_is_what_the_robot_took_before_the_next_one(
    timeline: Sequence[TimelineEvent], expected: list[str]
) -> None:
    assert kinds(TWO_REPLIES, *timeline) == expected


def test_what_was_taken_before_anybody_spoke_belongs_to_no_reply() -> None:
    early = [took(0.5, "yes"), silence(0.6)]
    assert kinds(TWO_REPLIES, *early, took(3.2, "no")) == ["unheard", "understood"]


def test_a_turn_beside_a_silence_is_the_reply() -> None:
    timeline = [silence(1.6), took(1.7, "yes"), took(3.2, "yes")]
    assert kinds(TWO_REPLIES, *timeline) == ["understood", "understood"]


def test_what_is_expected_changes_with_the_question() -> None:
    asks_when = {"at_s": 2.0, "event": "Listen", "intents": ["call_later"]}
    timeline = [took(1.7, "yes"), asks_when, took(3.2, "yes")]
    assert kinds(TWO_REPLIES, *timeline) == ["understood", "no_match"]


def test_a_turn_keeps_its_callers_wait_and_a_reply_without_answer_is_none() -> None:
    call = drawn("iaR...r....C...c....R..r....C..c.....h")
    turns = turns_of(call, [ASKS_YES_OR_NO, took(1.7, "yes")])
    assert [turn.kind for turn in turns] == [TurnKind.UNDERSTOOD]
    assert [turn.latency_s for turn in turns] == pytest.approx([0.5])
