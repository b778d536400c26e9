from dataclasses import replace
from pathlib import Path

import pytest

from tests.rehearsal.rehearsing import complaint, rehearse, suite, verdict
from voicebot.rehearsal.failure import Failure
from voicebot.rehearsal.record import TalkRecord
from voicebot.rehearsal.verdict import judge

BOOKED = "webhooks: {crm: {answers: {debt: 500}}}\ntalk: [{caller: yes}]\n"
LATER = "talk: [{caller: call_later}]\n"


def test_what_the_robot_does_not_say_is_told_beside_what_it_does(
    tmp_path: Path,
) -> None:
    found = verdict(tmp_path, "talk:\n  - bot: Доброе утро\n  - bot: Добрый вечер\n")
    assert found.failures == (
        Failure(
            line=3,
            sentence="the robot does not say this",
            expected="Доброе утро",
            happened="Здравствуйте, Анна! Это робот магазина. Вы придёте?",
            exchanges=1,
        ),
    )


def test_the_robot_is_held_to_its_words_since_the_last_move_only(
    tmp_path: Path,
) -> None:
    told = complaint(tmp_path, "talk: [{caller: no}, {bot: Здравствуйте}]")
    assert told == "2: the robot does not say this"


def test_what_must_not_be_said_is_told(tmp_path: Path) -> None:
    told = complaint(tmp_path, "talk: [{bot: {not: [пока, это робот]}}]")
    assert told == "2: the robot says what it should not"
    assert complaint(tmp_path, "talk: [{bot: {not: пока}}]") == ""


def test_words_must_be_taken_for_the_intent_written(tmp_path: Path) -> None:
    assert complaint(tmp_path, "talk: [{caller: {says: no, means: no}}]") == ""
    (failure,) = verdict(tmp_path, "talk: [{caller: {says: ну, means: no}}]").failures
    assert failure.comparison == (
        "expected: no",
        "happened: out_of_scope (at 12:00)",
    )


def test_a_slow_reply_is_told_where_it_was_measured(tmp_path: Path) -> None:
    (case,) = (
        found := suite(tmp_path, "- test: a\n  talk: [{bot: {within: 500ms}}]")
    ).cases
    record = rehearse(case, found.scenario)
    assert judge(case, record, found.scenario).is_passed
    for reply_s, failures in ((0.4, 0), (0.6, 1)):
        first = replace(record.exchanges[0], reply_s=reply_s)
        measured = replace(record, exchanges=(first, *record.exchanges[1:]))
        assert len(judge(case, measured, found.scenario).failures) == failures


def test_every_unmet_expectation_is_told(tmp_path: Path) -> None:
    found = verdict(
        tmp_path,
        BOOKED + "expect: {outcome: refused, path: [greeting], do_not_call: true}",
    )
    assert [failure.sentence for failure in found.failures] == [
        "outcome is not as expected",
        "path is not as expected",
        "do_not_call is not as expected",
    ]
    assert found.failures[1].comparison == (
        "expected: greeting",
        "happened: greeting → booked → settled → thanks",
    )


def test_a_talk_gone_wrong_is_told_alone(tmp_path: Path) -> None:
    test = "talk: [{caller: no}, {bot: ага}]\nexpect: {outcome: booked}"
    assert len(verdict(tmp_path, test).failures) == 1


@pytest.mark.parametrize(
    "expectation",
    [
        "outcome: booked",
        "callback_at: false",
        "slots: {debt: 500, visit_at: }",
        "slots: {debt: 500.0}",
        "fields: {status: придёт}",
        "messages: Анна ждём",
        "messages: [{text: ждём вас, channel: sms}]",
        "transferred_to: false",
        "do_not_call: false",
        "hung_up_by: robot",
        "path: [greeting, …, thanks]",
    ],
)
def test_what_came_to_pass_is_met(tmp_path: Path, expectation: str) -> None:
    assert complaint(tmp_path, BOOKED + f"expect: {{{expectation}}}") == ""


@pytest.mark.parametrize(
    ("expectation", "happened"),
    [
        ("callback_at: 2026-11-20T14:40+03:00", "none"),
        ("slots: {debt: 501}", "500"),
        ("slots: {debt: }", "500"),
        ("slots: {visit_at: 2026-11-20}", "none"),
        ("fields: {status: не придёт}", "придёт"),
        ("fields: {stage: 5}", "none"),
        ("messages: []", "sms : Анна, ждём вас!"),
        ("messages: [пока]", "sms : Анна, ждём вас!"),
        ("messages: [{text: ждём, channel: mail}]", "sms : Анна, ждём вас!"),
        ("transferred_to: sales", "none"),
        ("hung_up_by: caller", "robot"),
    ],
)
def test_what_did_not_come_to_pass_is_told(
    tmp_path: Path, expectation: str, happened: str
) -> None:
    (failure,) = verdict(tmp_path, BOOKED + f"expect: {{{expectation}}}").failures
    assert failure.happened == happened


def test_a_promised_moment_is_the_same_in_any_zone(tmp_path: Path) -> None:
    for moment in ("2026-11-21T10:00+03:00", "2026-11-21T07:00+00:00"):
        expect = f'{{callback_at: {moment}, slots: {{visit_at: "{moment}"}}}}'
        assert complaint(tmp_path, LATER + f"expect: {expect}") == ""
    assert complaint(tmp_path, LATER + "expect: {callback_at: false}") != ""


def test_the_place_of_a_failure_is_its_own_line(tmp_path: Path) -> None:
    test = LATER + "expect:\n  outcome: callback\n  hung_up_by: caller\n"
    assert complaint(tmp_path, test) == "5: hung_up_by is not as expected"


def test_a_record_tells_the_exchange_of_each_move(tmp_path: Path) -> None:
    (case,) = (
        found := suite(
            tmp_path, "- test: a\n  talk: [{silence: 1}, {bot: a}, {caller: no}]"
        )
    ).cases
    record: TalkRecord = rehearse(case, found.scenario)
    assert [exchange.item for exchange in record.exchanges] == [None, 0, 2]
    assert record.before(1) is record.exchanges[1]
    assert record.after(2) is record.exchanges[2]
    assert record.after(1) is None
