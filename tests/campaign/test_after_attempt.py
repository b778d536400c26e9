"""What an attempt changes for its contact."""

from dataclasses import replace
from datetime import timedelta
from itertools import repeat

import pytest

from tests.campaign.campaigning import (
    NUMBER,
    SECOND,
    Result,
    at,
    clock,
    contact,
    dial,
    moments,
    rules,
)
from voicebot.campaign.after_attempt import after_attempt
from voicebot.campaign.after_refusal import after_refusal
from voicebot.campaign.attempt import Attempt
from voicebot.campaign.dialling import may_dial
from voicebot.campaign.lists import Lists
from voicebot.campaign.refusal import Refusal, Why
from voicebot.campaign.state import ContactState, PhoneRecord

NOON = at("2026-11-23 12:00")
TRIED_TWICE = """\
retries:
  no_answer:
    series: [{attempts: 2, every: 1h}]
    then: missed
"""


def numbers_dialled(state: ContactState, text: str, result: Result) -> list[str]:
    dialled = []
    while state.next_at is not None:
        dialled.append(state.phone.number)
        state = dial(state, rules(text), result)
    return dialled


def test_do_not_call_ends_it_at_once() -> None:
    attempt = Attempt(
        at=NOON, phone=NUMBER, result=Result.ANSWERED, is_do_not_call=True
    )
    owing = replace(contact(NOON), owed_messages=("offer",))
    after = after_attempt(owing, attempt, rules(""))
    assert (after.list, after.next_at) == (Lists.DO_NOT_CALL, None)
    assert after.owed_messages == ()


def test_an_outcome_without_a_rule_is_a_list_by_its_own_name() -> None:
    after = dial(contact(NOON), rules(""), Result.ANSWERED, outcome="agreed")
    assert (after.list, after.finished_at) == ("agreed", NOON)


def test_a_talk_without_an_outcome_is_told() -> None:
    after = dial(contact(NOON), rules(""), Result.ANSWERED)
    assert after.list == Lists.NO_RESULT


def test_a_silent_answer_can_count_as_none() -> None:
    by = rules(TRIED_TWICE + "lists: {silent: {as: no_answer}}\n")
    once = dial(contact(NOON), by, Result.ANSWERED, outcome="silent")
    assert clock(once.next_at) == "2026-11-23 13:00"
    twice = dial(once, by, Result.ANSWERED, outcome="silent")
    assert twice.list == "missed"


def test_results_are_counted_apart() -> None:
    by = rules(TRIED_TWICE + "  busy: {series: [{attempts: 3, every: 5min}]}\n")
    results = [Result.NO_ANSWER, Result.BUSY, Result.BUSY, Result.NO_ANSWER]
    assert moments(contact(NOON), by, results) == [
        "2026-11-23 12:00",
        "2026-11-23 13:00",
        "2026-11-23 13:05",
        "2026-11-23 13:10",
        "missed",
    ]


def test_a_fault_of_the_line_is_tried_again_whatever_the_rules_say() -> None:
    *dialled, end = moments(contact(NOON), rules(TRIED_TWICE), repeat(Result.FAILED))
    assert dialled[:2] == ["2026-11-23 12:00", "2026-11-23 12:10"]
    assert (len(dialled), end) == (10, Lists.LINE_FAULT)


def test_what_no_rule_retries_ends_after_one_attempt() -> None:
    assert moments(contact(NOON), rules(TRIED_TWICE), [Result.BUSY]) == [
        "2026-11-23 12:00",
        Lists.NOT_REACHED,
    ]


def test_a_promise_at_night_is_kept_as_calls_open() -> None:
    promised_at = at("2026-11-23 23:30")
    after = dial(contact(NOON), rules(""), Result.ANSWERED, promised_at=promised_at)
    assert clock(after.promised_at) == "2026-11-24 09:00"
    assert after.next_at == after.promised_at


def test_a_promise_is_tried_as_often_as_written_then_given_up() -> None:
    by = rules("callbacks: {attempts: 2, every: 10min, then: gone}\n")
    state = dial(contact(NOON), by, Result.ANSWERED, promised_at=at("2026-11-23 15:00"))
    assert moments(state, by, repeat(Result.NO_ANSWER)) == [
        "2026-11-23 15:00",
        "2026-11-23 15:10",
        "gone",
    ]


def test_a_promise_that_was_kept_is_over() -> None:
    by = rules("")
    state = dial(contact(NOON), by, Result.ANSWERED, promised_at=at("2026-11-23 15:00"))
    after = dial(state, by, Result.ANSWERED, outcome="agreed")
    assert (after.promised_at, after.list) == (None, "agreed")


def test_nobody_puts_the_robot_off_for_ever() -> None:
    by = rules("callbacks: {most: 3, then: later}\n")
    state, talks = contact(NOON), 0
    while state.next_at is not None:
        promised_at = state.next_at + timedelta(hours=1)
        state = dial(state, by, Result.ANSWERED, promised_at=promised_at)
        talks += 1
    assert (talks, state.list) == (4, "later")


def test_a_promise_is_kept_at_the_number_that_asked_for_it() -> None:
    by = rules(TRIED_TWICE)
    state = dial(contact(NOON, NUMBER, SECOND), by, Result.NO_ANSWER)
    assert state.phone.number == SECOND
    promised_at = at("2026-11-23 17:00")
    state = dial(state, by, Result.ANSWERED, promised_at=promised_at)
    assert state.phone.number == SECOND


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("in_turn", [NUMBER, SECOND]),
        ("one_by_one", [NUMBER, NUMBER, SECOND, SECOND]),
    ],
)
def test_several_numbers_go_in_the_order_that_is_written(
    order: str, expected: list[str]
) -> None:
    person = contact(NOON, NUMBER, SECOND)
    text = f"{TRIED_TWICE}numbers: {order}\n"
    assert numbers_dialled(person, text, Result.NO_ANSWER) == expected


def test_a_number_that_does_not_exist_gives_way_to_the_next_at_once() -> None:
    after = dial(contact(NOON, NUMBER, SECOND), rules(""), Result.INVALID_NUMBER)
    assert (after.phone.number, after.next_at) == (SECOND, NOON)
    last = dial(after, rules(""), Result.INVALID_NUMBER)
    assert last.list == Lists.WRONG_NUMBER


def test_retries_wait_for_the_contacts_own_caps() -> None:
    by = rules(TRIED_TWICE + "caps: {contact: {day: 1}}\n")
    assert moments(contact(NOON), by, [Result.NO_ANSWER]) == [
        "2026-11-23 12:00",
        "next 2026-11-24 09:00",
    ]


def test_a_lifetime_cap_ends_what_retries_would_go_on_with() -> None:
    by = rules(TRIED_TWICE + "caps: {contact: {lifetime: 1}}\n")
    assert moments(contact(NOON), by, [Result.NO_ANSWER])[-1] == "missed"


def test_a_refusal_puts_off_or_ends() -> None:
    state = contact(NOON)
    waits = Refusal(why=Why.OUTSIDE_WINDOW, until=at("2026-11-24 09:00"))
    assert after_refusal(state, waits, NOON).next_at == waits.until
    never = may_dial(NOON, state, rules(""), PhoneRecord(is_do_not_call=True))
    assert never is not None
    assert after_refusal(state, never, NOON).list == Lists.DO_NOT_CALL


def test_a_refusal_of_the_whole_campaign_is_no_contacts_end() -> None:
    by = replace(rules(""), is_test=False)
    refusal = may_dial(NOON, contact(NOON), by)
    assert refusal is not None
    assert after_refusal(contact(NOON), refusal, NOON) == contact(NOON)


def test_rules_edited_while_a_contact_waits_are_taken_up() -> None:
    state = dial(contact(NOON), rules(TRIED_TWICE), Result.NO_ANSWER)
    assert dial(state, rules(""), Result.NO_ANSWER).list == Lists.NOT_REACHED
    longer = rules(TRIED_TWICE.replace("attempts: 2", "attempts: 3"))
    assert dial(state, longer, Result.NO_ANSWER).finished_at is None
