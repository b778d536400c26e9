"""A call's events in the log: found by its id, and without what persons said."""

import dataclasses
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest

from voicebot.conversation.call_log import event_name
from voicebot.conversation.events import (
    CallAnswered,
    CallBegun,
    CallEvent,
    HeardWord,
    KeysTaken,
    MessageSent,
    NodeAction,
    RecognizerReplaced,
    SpeechRead,
    TransferTried,
    TurnTaken,
)
from voicebot.conversation.reading_threads import ReadingThreads
from voicebot.conversation.timeline import Timeline
from voicebot.logs.bound import bound, bound_facts
from voicebot.logs.line import LogLine
from voicebot.scenario.actions import Action, BargeIn, EnterNode, Say, SetSlot

NAME = "Анна"
NUMBER = "+79261234567"
SAID = "да, конечно"
CALL: Sequence[CallEvent] = (
    CallBegun(
        scenario="credit_lead",
        scenario_hash="f00",
        recognizer="whisper",
        voice="festival",
        slots={"client_name": NAME, "number": NUMBER},
    ),
    CallAnswered(),
    NodeAction(action=EnterNode(node="offer")),
    NodeAction(
        action=Say(
            text=f"Здравствуйте, {NAME}",
            voice=None,
            barge_in=BargeIn.SPEECH,
            fixed=False,
        )
    ),
    SpeechRead(
        text=SAID,
        words=(HeardWord(text=SAID, start_s=0.1, end_s=0.5, confidence=0.9),),
        took_s=0.2,
    ),
    TurnTaken(
        text=SAID,
        intent="yes",
        confidence=0.9,
        why=f"sounds like: {SAID}",
        slots={"name": NAME},
    ),
    KeysTaken(keys="4276380012345678"),
    NodeAction(action=SetSlot(slot="client_name", value=NAME)),
    RecognizerReplaced(reason="it failed"),
    TransferTried(to="managers", is_connected=True, sip_code=200, reason=""),
    MessageSent(channel="sms", to=NUMBER, text=SAID, tries=1),
)


def logged(
    folder: Path, caplog: pytest.LogCaptureFixture, *, words: bool = False
) -> list[LogLine]:
    caplog.set_level(logging.DEBUG)
    with Timeline(folder) as timeline:
        for event in CALL:
            timeline.record(event)
    return [LogLine.of(record, words=words) for record in caplog.records]


def test_an_operator_sees_how_a_call_went(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = logged(tmp_path, caplog)
    assert [line.event for line in lines if line.level != "debug"] == [
        *("call_begun", "call_answered", "turn_taken", "keys_taken"),
        *("recognizer_replaced", "transfer_tried", "message_sent"),
    ]
    turn = next(line.facts for line in lines if line.event == "turn_taken")
    assert (turn["intent"], turn["why"], turn["node"]) == (
        "yes",
        "sounds like",
        "offer",
    )
    [worry] = [line for line in lines if line.level == "warning"]
    assert worry.facts["reason"] == "it failed"


@pytest.mark.parametrize("words", [False, True])
def test_names_numbers_and_keys_are_in_no_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, words: bool
) -> None:
    lines = logged(tmp_path, caplog, words=words)
    turn = next(line for line in lines if line.event == "turn_taken")
    assert turn.facts["text"] == (SAID if words else "***")
    text = "".join(
        line.as_json() for line in lines if not (words and line.event == "say")
    )
    for secret in (NAME, NUMBER[1:], "427638001", *(() if words else (SAID,))):
        assert secret not in text


def test_a_line_holds_what_the_timeline_holds(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = logged(tmp_path, caplog)
    entries = (tmp_path / "timeline.jsonl").read_text().splitlines()
    for line, entry in zip(lines, map(json.loads, entries), strict=True):
        assert set(entry) - {"event"} <= set(line.facts)


@pytest.mark.parametrize("kind", [*get_args(CallEvent), *get_args(Action)])
def test_every_event_can_be_logged_under_a_name_of_its_own(kind: type[Any]) -> None:
    fields = {field.name for field in dataclasses.fields(kind)}
    assert not fields & {*vars(logging.makeLogRecord({})), "message", "asctime"}
    assert event_name(kind).islower()


def test_what_a_reading_logs_is_of_its_call() -> None:
    with ReadingThreads(1, name="recognition") as threads, bound(call_id="a"):
        assert threads.submit(bound_facts).result() == {"call_id": "a"}
