import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.dispositions import disposition_of, q850_cause
from sip.leg import Disposition


@pytest.mark.parametrize(
    ("sip_code", "meaning"),
    [
        (200, Disposition.ANSWERED),
        (486, Disposition.BUSY),
        (600, Disposition.BUSY),
        (408, Disposition.NO_ANSWER),
        (487, Disposition.NO_ANSWER),
        (480, Disposition.UNAVAILABLE),
        (404, Disposition.INVALID_NUMBER),
        (484, Disposition.INVALID_NUMBER),
        (604, Disposition.INVALID_NUMBER),
        (403, Disposition.REJECTED),
        (603, Disposition.REJECTED),
        (500, Disposition.FAILED),
        (503, Disposition.FAILED),
        (0, Disposition.FAILED),
    ],
)
def test_each_final_response_means_one_thing(
    sip_code: int, meaning: Disposition
) -> None:
    assert disposition_of(sip_code) is meaning


@pytest.mark.parametrize(
    ("cause", "meaning"),
    [
        (1, Disposition.INVALID_NUMBER),
        (17, Disposition.BUSY),
        (19, Disposition.NO_ANSWER),
        (20, Disposition.UNAVAILABLE),
        (21, Disposition.REJECTED),
    ],
)
def test_the_network_s_own_cause_wins_over_the_gateway_s_code(
    cause: int, meaning: Disposition
) -> None:
    assert disposition_of(503, cause) is meaning


@given(cause=st.integers(0, 127))
def test_an_answer_stays_an_answer_whatever_cause_comes_with_it(cause: int) -> None:
    assert disposition_of(200, cause) is Disposition.ANSWERED


def test_a_cause_that_says_nothing_leaves_the_code_to_decide() -> None:
    assert disposition_of(486, cause=31) is Disposition.BUSY


@pytest.mark.parametrize(
    ("header", "cause"),
    [
        ("Reason: Q.850;cause=17", 17),
        ('reason: Q.850 ; text="User busy" ; cause=17', 17),
        ('Reason: SIP;cause=486, Q.850;cause=21;text="rejected"', 21),
        ("Reason: SIP;cause=600", None),
        ("X-Reason: Q.850;cause=17", None),
        ("Subject: nothing", None),
    ],
)
def test_only_a_q850_reason_header_gives_a_cause(
    header: str, cause: int | None
) -> None:
    assert (
        q850_cause(f"SIP/2.0 480 Gone\r\n{header}\r\nCSeq: 1 INVITE\r\n\r\n") == cause
    )


@given(st.text())
def test_no_message_breaks_the_reading_of_its_cause(message: str) -> None:
    cause = q850_cause(message)
    assert cause is None or cause >= 0
