from pathlib import Path

import pytest

from tests.rehearsal.rehearsing import SHOP, complaint, verdict
from voicebot.rehearsal.expectation import HungUpBy
from voicebot.rehearsal.outcome import hung_up_by, transferred_to

WEBHOOKS = "webhooks: {crm: {answers: {debt: 500}}}\n"


def test_a_hold_plays_through_and_the_robot_goes_on(tmp_path: Path) -> None:
    found = verdict(
        tmp_path,
        """\
        talk:
          - caller: yes
          - bot: Секунду
          - webhook: {answers: {debt: 500}}
          - bot: Долг 500
        expect: {outcome: booked, path: [greeting, booked, settled, thanks]}
        """,
    )
    assert found.failures == ()
    assert len(found.record.exchanges) == 3


def test_a_webhook_that_the_talk_leaves_out_is_answered_by_the_tests_own(
    tmp_path: Path,
) -> None:
    found = verdict(
        tmp_path, WEBHOOKS + "talk:\n  - caller: yes\n  - bot: [Секунду, Долг 500]\n"
    )
    assert found.failures == ()
    assert len(found.record.exchanges) == 2


def test_the_talks_own_webhook_goes_before_the_common_one(tmp_path: Path) -> None:
    test = WEBHOOKS + "talk:\n  - caller: yes\n  - webhook: {answers: {}}\n"
    assert complaint(tmp_path, test + "  - bot: Долг нет\n") == ""


@pytest.mark.parametrize("result", ["failed", "timed_out"])
def test_a_webhook_may_fail(tmp_path: Path, result: str) -> None:
    test = f"talk:\n  - caller: yes\n  - webhook: {result}\n  - bot: сломалось\n"
    assert complaint(tmp_path, test) == ""


def test_a_webhook_without_an_answer_says_what_to_write(tmp_path: Path) -> None:
    assert complaint(tmp_path, "talk:\n  - caller: yes\n") == (
        '1: the robot waits for the webhook "crm"; write what comes of it: '
        '"- webhook: {answers: {…}}", "- webhook: failed" or "- webhook: timed_out"'
    )


def test_a_webhook_must_be_asked_what_the_test_has(tmp_path: Path) -> None:
    talk = "talk:\n  - caller: yes\n  - webhook: {{{0}, answers: {{}}}}\n"
    assert complaint(tmp_path, talk.format("to: crm, send: {client: Анна}")) == ""
    (failure,) = verdict(tmp_path, talk.format("send: {client: Пётр}")).failures
    assert failure.comparison == (
        "expected: client: Пётр",
        "happened: client: Анна",
    )
    assert "another webhook" in complaint(tmp_path, talk.format("to: erp"))


def test_a_transfer_connects_unless_the_test_says_otherwise(tmp_path: Path) -> None:
    found = verdict(tmp_path, "talk: [{caller: operator}]")
    assert transferred_to(found.record) == "sales"
    assert hung_up_by(found.record) is None
    failing = verdict(tmp_path, "talk: [{caller: operator}, {transfer: failed}]")
    assert transferred_to(failing.record) is None
    assert hung_up_by(failing.record) is HungUpBy.ROBOT


def test_a_talk_that_runs_out_is_left_by_the_caller(tmp_path: Path) -> None:
    found = verdict(tmp_path, "expect: {outcome: hung_up, hung_up_by: caller}")
    assert found.failures == ()


def test_the_caller_may_hang_up_while_being_transferred(tmp_path: Path) -> None:
    test = "talk: [{caller: operator}, {caller: {hangs_up: true}}]\n"
    assert complaint(tmp_path, test + "expect: {hung_up_by: caller}\n") == ""


def test_silence_is_kept_as_often_as_written(tmp_path: Path) -> None:
    test = "talk:\n  - silence: {}\n  - bot: Вас не слышно\n"
    assert complaint(tmp_path, test.format("true")) == ""
    twice = "talk: [{silence: 2}]\nexpect: {outcome: no_input}\n"
    assert complaint(tmp_path, twice) == ""
    thrice = complaint(tmp_path, "talk: [{silence: 3}]")
    assert thrice == "2: the talk is over by now; take this line out"


def test_a_key_is_pressed_with_or_without_quotes(tmp_path: Path) -> None:
    end = "expect: {path: [greeting, booked, …]}\n"
    for keys in ("1", '"1"'):
        test = WEBHOOKS + f"talk: [{{caller: {{keys: {keys}}}}}]\n" + end
        assert complaint(tmp_path, test) == ""


def test_digits_of_a_number_are_gathered_to_one_answer(tmp_path: Path) -> None:
    scenario = """\
        scenario: code
        slots: {code: digits}
        nodes:
          ask:
            ask: Это робот. Введите код.
            collect: {slot: code, length: 4}
            say: Спасибо.
            outcome: entered
            hang_up: true
        """
    for keys in ("0123", "0123#"):
        test = f'talk: [{{caller: {{keys: "{keys}"}}}}]\nexpect: {{slots: {{code: "0123"}}}}'
        assert complaint(tmp_path, test, scenario) == ""


def test_a_move_without_a_place_tells_what_the_talk_waits_for(tmp_path: Path) -> None:
    transferring = complaint(tmp_path, "talk: [{caller: operator}, {silence: true}]")
    assert transferring.startswith('2: the caller is being transferred to "sales"')
    asking = complaint(tmp_path, "talk: [{transfer: failed}]")
    assert asking == "2: the robot waits for the caller here, for nothing else"
    over = complaint(tmp_path, "talk: [{caller: no}, {caller: {hangs_up: true}}]")
    assert over == "2: the talk is over by now; take this line out"


@pytest.mark.parametrize(
    ("mode", "words", "is_heard"),
    [
        ("speech", "а погодите", True),
        ("phrase", "no", True),
        ("phrase", "а погодите", False),
        ("keypad_only", "no", False),
        ("off", "no", False),
    ],
)
def test_barge_in_needs_a_node_that_allows_it(
    tmp_path: Path, mode: str, words: str, is_heard: bool
) -> None:
    scenario = SHOP.replace(
        "        ask: Это робот", f"        barge_in: {mode}\n        ask: Это робот"
    )
    told = complaint(
        tmp_path, f"talk: [{{caller: {{says: {words}, after: 1s}}}}]", scenario
    )
    assert (told == "") is is_heard
    if not is_heard:
        assert f"(barge_in: {mode})" in told


def test_keys_interrupt_everything_but_a_prompt_with_barge_in_off(
    tmp_path: Path,
) -> None:
    for mode, is_heard in (("keypad_only", True), ("off", False)):
        scenario = SHOP.replace(
            "        ask: Это робот",
            f"        barge_in: {mode}\n        ask: Это робот",
        )
        test = WEBHOOKS + "talk: [{caller: {keys: 1, after: 1s}}]"
        assert (complaint(tmp_path, test, scenario) == "") is is_heard


def test_a_circle_of_holds_is_told(tmp_path: Path) -> None:
    scenario = """\
        scenario: circle
        nodes:
          music: {say: Это робот., hold: {audio: a.wav, duration: 1s}, goto: music}
        """
    told = complaint(tmp_path, "talk: []", scenario)
    assert told == "1: the robot goes from one hold to the next and asks nothing"
