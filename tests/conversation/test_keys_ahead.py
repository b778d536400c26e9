"""Keys pressed too early are kept in order; the end key of a full number is swallowed."""

from hypothesis import given
from hypothesis import strategies as st

from voicebot.conversation.keys_ahead import KEPT_S, LATE_END_S, KeysAhead
from voicebot.scenario.actions import BargeIn, DigitInput, Listen

PIN = DigitInput(most=4, gap_s=3.0, end_key="#")


def question(keys: str = "12", digits: DigitInput | None = None) -> Listen:
    return Listen(
        node="menu",
        intents=(),
        keys=frozenset(keys),
        barge_in=BargeIn.SPEECH,
        noinput_s=5.0,
        complete_timeout_s=0.3,
        incomplete_timeout_s=1.0,
        max_speech_s=15.0,
        digits=digits,
    )


def typed(*keys: str, at_s: float = 0.0) -> KeysAhead:
    ahead = KeysAhead()
    for key in keys:
        ahead.keep(key, at_s)
    return ahead


def taken(ahead: KeysAhead, asked: Listen, *, now_s: float = 0.0) -> str:
    """All that one question would get."""
    return "".join(iter(lambda: ahead.next_for(asked, now_s) or "", ""))


@given(st.text("0123456789*#", max_size=32))
def test_what_was_typed_ahead_comes_in_order(keys: str) -> None:
    assert taken(typed(*keys), question(digits=PIN)) == keys


def test_a_key_that_leads_nowhere_from_a_question_is_no_answer_to_it() -> None:
    assert taken(typed("7", "1", "9", "2"), question()) == "12"


def test_keys_of_an_earlier_wait_are_forgotten() -> None:
    ahead = typed("1", at_s=3.0)
    assert taken(ahead, question(), now_s=3.1 + KEPT_S) == ""


def test_the_end_key_of_a_full_number_reaches_no_other_question() -> None:
    ahead = KeysAhead()
    ahead.number_taken(question(digits=PIN), "1234", 5.0)
    assert ahead.is_late_end("#", 5.0 + LATE_END_S)
    assert not ahead.is_late_end("#", 5.1)


def test_another_key_after_a_full_number_counts_and_so_does_an_end_key_later() -> None:
    ahead = KeysAhead()
    ahead.number_taken(question(digits=PIN), "1234", 5.0)
    assert not ahead.is_late_end("1", 5.5)
    assert not ahead.is_late_end("#", 5.6)
    ahead.number_taken(question(digits=PIN), "1234", 8.0)
    assert not ahead.is_late_end("#", 8.1 + LATE_END_S)


def test_a_number_that_was_ended_by_its_key_swallows_no_other() -> None:
    ahead = KeysAhead()
    ahead.number_taken(question(digits=PIN), "12", 5.0)
    assert not ahead.is_late_end("#", 5.1)
    ahead.number_taken(question(), "1", 6.0)
    assert not ahead.is_late_end("#", 6.1)


def test_an_end_key_typed_ahead_with_its_number_is_swallowed_too() -> None:
    ahead = typed("#", "2", at_s=4.0)
    ahead.number_taken(question(digits=PIN), "1234", 5.0)
    assert taken(ahead, question(keys="2#"), now_s=9.0) == "2"
