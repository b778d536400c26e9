import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nlu.stand_in import ranking
from voicebot.nlu.opinion import read_opinion
from voicebot.understanding.meaning import Candidate


def test_candidates_come_likeliest_first_and_none_twice() -> None:
    read = read_opinion(json.dumps(ranking(no=0.2, yes=0.7, operator=0.1)).encode())
    assert [one.intent for one in read.candidates] == ["yes", "no", "operator"]
    assert read.candidates[0] == Candidate(intent="yes", confidence=0.7)


def test_rasas_fallback_is_talk_that_answers_nothing() -> None:
    read = read_opinion(json.dumps(ranking(nlu_fallback=0.7, yes=0.3)).encode())
    assert read.candidates[0].intent == "out_of_scope"


@pytest.mark.parametrize(
    "reply",
    [
        *(b"", b"<html>", b"[]", b"null", b"{}", b'"yes"', b"\xff\xfe", b"[" * 100_000),
        b'{"intent": null, "intent_ranking": []}',
        b'{"intent": {"name": null, "confidence": 0.0}, "intent_ranking": []}',
        b'{"intent": {"name": "yes", "confidence": 2}, "intent_ranking": []}',
        b'{"intent": {"name": "yes", "confidence": NaN}, "intent_ranking": []}',
        b'{"intent": {"name": "yes", "confidence": "x"}, "intent_ranking": []}',
        b'{"intent": {"name": ["yes"], "confidence": 1}, "intent_ranking": []}',
        b'{"intent": {"name": "yes", "confidence": 1}, "intent_ranking": [{}]}',
        b'{"intent": {"name": "yes", "confidence": 1}, "intent_ranking": 7}',
    ],
)
def test_what_is_no_reply_of_rasa_is_refused(reply: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_opinion(reply)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["intent", "intent_ranking", "name", "confidence"]),
                inner,
            )
        ),
    )
)
def test_no_json_breaks_the_reading(reply: object) -> None:
    try:
        read = read_opinion(json.dumps(reply).encode())
    except ValueError:
        return
    assert read.candidates
