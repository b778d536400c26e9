"""One line: what it says, and what it never says."""

import json
import logging
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicebot.logs.bound import CarryingThreads, bound, bound_facts
from voicebot.logs.line import LogLine, NotALine
from voicebot.logs.masking import PERSONAL, SPOKEN

NUMBER = "79261234567"


def record(event: str = "call_refused", **facts: object) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"name": "sip.calls", "levelname": "WARNING", "msg": event, **facts}
    )


def test_an_event_is_one_line_of_text_with_its_facts() -> None:
    line = LogLine.of(record(code=486, why="busy here"), process="phone-0").as_text()
    assert line.endswith(
        'WARNING phone-0 sip.calls call_refused code=486 why="busy here"'
    )


def test_an_event_is_one_json_object_with_its_time_in_utc() -> None:
    made = record(code=486)
    made.created = datetime(2026, 11, 22, 10, 5, 7, 89_000, UTC).timestamp()
    told = json.loads(LogLine.of(made, process="phone-0").as_json())
    assert told["time"] == "2026-11-22T10:05:07.089Z"
    assert (told["level"], told["event"]) == ("warning", "call_refused")
    assert (told["process"], told["pid"]) == ("phone-0", made.process)
    assert (told["logger"], told["code"]) == ("sip.calls", 486)
    assert told["host"]


@pytest.mark.parametrize("key", sorted(PERSONAL | SPOKEN))
def test_personal_data_is_masked(key: str) -> None:
    personal: dict[str, object] = {key: {"client_name": "Анна", "at": NUMBER}}
    line = LogLine.of(record("event", **personal))
    assert line.facts == {key: "***"}


def test_a_number_is_masked_wherever_it_stands() -> None:
    line = LogLine.of(
        logging.makeLogRecord(
            {"msg": "no route to %s", "args": (NUMBER,), "facts": [{"to": NUMBER}]}
        )
    )
    assert NUMBER not in line.as_json()
    assert line.facts["message"] == "no route to *********67"


def test_what_was_said_is_shown_where_the_settings_say_so() -> None:
    made = record(text=f"да, {NUMBER}", client_name="Анна")
    facts = LogLine.of(made, words=True).facts
    assert facts == {"text": "да, *********67", "client_name": "***"}


def test_a_traceback_is_one_field_without_numbers() -> None:
    try:
        int(f"x{NUMBER}")
    except ValueError:
        line = LogLine.of(record(exc_info=sys.exc_info()))
    else:
        pytest.fail("it is no number")
    assert "\n" not in line.as_json()
    assert "ValueError" in json.loads(line.as_json())["exception"]
    assert NUMBER not in line.as_text()


def test_words_of_a_library_are_a_message() -> None:
    line = LogLine.of(record("Task was destroyed!"))
    assert (line.event, line.facts["message"]) == ("message", "Task was destroyed!")


def test_a_fact_with_the_name_of_a_field_does_not_take_its_place() -> None:
    line = LogLine.of(record(event="x", host="elsewhere"))
    told = json.loads(line.as_json())
    assert told["host_"] == "elsewhere"
    assert told["host"] != "elsewhere"


def test_a_call_id_keeps_its_digits() -> None:
    with bound(call_id=f"{NUMBER}@host", trunk=""):
        assert LogLine.of(record()).facts == {"call_id": f"{NUMBER}@host"}


def test_what_is_bound_goes_along_to_threads_and_ends_with_the_block() -> None:
    with CarryingThreads(1) as threads:
        with bound(call_id="a", trunk="main"), bound(call_id="b"):
            there = threads.submit(bound_facts)
        assert there.result() == {"call_id": "b", "trunk": "main"}
        assert threads.submit(bound_facts).result() == {}
    assert bound_facts() == {}


@given(
    st.dictionaries(
        st.text(min_size=1).filter(lambda key: key not in PERSONAL | SPOKEN),
        st.text() | st.integers() | st.floats() | st.none() | st.lists(st.text()),
    )
)
def test_a_line_comes_back_from_json_as_it_was(facts: dict[str, object]) -> None:
    made = logging.makeLogRecord({"msg": "event", "levelname": "INFO"})
    vars(made).update(facts)
    line = LogLine.of(made, process="phone-0")
    text = line.as_json()
    assert "\n" not in text
    assert LogLine.from_json(text).as_json() == text


@pytest.mark.parametrize(
    "text", ["", "LOG (VoskAPI)", "{}", "[]", "7", '{"time": 1}', '{"time": "now"}']
)
def test_anything_else_is_no_line(text: str) -> None:
    with pytest.raises(NotALine):
        LogLine.from_json(text)
