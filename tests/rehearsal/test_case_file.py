from datetime import datetime
from pathlib import Path

import pytest

from tests.rehearsal.rehearsing import SHOP, suite
from voicebot.errors import ScenarioError
from voicebot.rehearsal.case_file import UnusableTests, load_cases
from voicebot.rehearsal.cases import USUAL_NOW
from voicebot.rehearsal.moves import (
    CallerMove,
    RobotMove,
    TransferResult,
    WebhookFailure,
    WebhookMove,
)

IN_THE_MANNER_OF_THE_DOCS = """\
    - test: asks to call back in half an hour
      now: 2026-11-20T14:10+03:00
      with: {name: Анна}
      talk:
        - bot: Добрый день, Анна
        - caller: а можете через полчасика набрать
        - bot: перезвоню сегодня в четырнадцать сорок
      expect: {outcome: callback, callback_at: 2026-11-20T14:40+03:00}
    - test: interrupts the greeting
      talk:
        - caller: {says: да да готов, after: 1.5s}     # spoken while the robot speaks
      expect: {path: [greeting, booked]}
    """


def problems(folder: Path, tests: str) -> list[str]:
    """`line:column: sentence` of each problem."""
    with pytest.raises(UnusableTests) as caught:
        suite(folder, tests)
    lines = str(caught.value).splitlines()
    return [line.removeprefix(f"{folder / 'shop.tests.yaml'}:") for line in lines]


def test_a_list_of_tests_is_a_whole_file(tmp_path: Path) -> None:
    first, second = suite(tmp_path, IN_THE_MANNER_OF_THE_DOCS).cases
    assert first.name == "asks to call back in half an hour"
    assert first.now == datetime.fromisoformat("2026-11-20T14:10+03:00")
    assert [first.line_of("talk", item) for item in range(3)] == [5, 6, 7]
    assert first.line_of("expect", "outcome") == 8
    written = {"says": "да да готов", "after": "1.5s"}
    assert second.talk[0].move == CallerMove.model_validate(written)
    assert second.line == 9


def test_a_test_that_says_less_takes_the_example_and_a_friday_noon(
    tmp_path: Path,
) -> None:
    _first, second = suite(tmp_path, IN_THE_MANNER_OF_THE_DOCS).cases
    assert second.now == USUAL_NOW
    assert second.given == {"name": "Анна"}


def test_a_file_may_say_once_what_its_tests_have_in_common(tmp_path: Path) -> None:
    first, second = suite(
        tmp_path,
        """\
        now: 2026-11-20T10:00+07:00
        with: {name: Пётр, debt: 5}
        webhooks: {crm: failed}
        tests:
          - test: of the common things
          - test: of its own
            now: 2026-11-21T10:00+07:00
            with: {debt: 7}
            webhooks: {crm: timed_out}
        """,
    ).cases
    assert first.given == {"name": "Пётр", "debt": "5"}
    assert second.given == {"name": "Пётр", "debt": "7"}
    assert (second.now - first.now).days == 1
    assert [case.webhooks["crm"].result for case in (first, second)] == [
        WebhookFailure.FAILED,
        WebhookFailure.TIMED_OUT,
    ]


def test_every_kind_of_move_is_read(tmp_path: Path) -> None:
    (case,) = suite(
        tmp_path,
        """\
        - test: of moves
          talk:
            - bot: [раз, два]
            - bot: {says: раз, not: три, within: 2s}
            - caller: {says: да, means: yes}
            - caller: {keys: 5}
            - caller: {keys: "05#"}
            - caller: {hangs_up: true}
            - silence: true
            - silence: 3
            - transfer: failed
            - webhook: {answers: [1, {a: null}]}
        """,
    ).cases
    moves = [item.move for item in case.talk]
    assert moves[0] == RobotMove(says=("раз", "два"))
    assert isinstance(moves[1], RobotMove)
    assert moves[1].says_not == ("три",)
    assert [move.keys for move in moves if isinstance(move, CallerMove)] == [
        None,
        "5",
        "05#",
        None,
    ]
    assert moves[6:9] == [1, 3, TransferResult.FAILED]
    assert isinstance(moves[9], WebhookMove)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("wth: {name: a}", '2:3: "wth" means nothing here; did you mean "with"?'),
        ("now: 2026-11-20T14:10", "is no time with an offset; write one like"),
        ("talk: [{caler: да}]", '2:11: "caler" means nothing here; did you mean'),
        ("talk: [{bot: a, caller: b}]", "2:10: one move a line; begin each with -"),
        ("talk: [{caller: {keys: 012}}]", '2:26: "12" are no keys; write digits'),
        ("talk: [{caller: {says: a, keys: 1}}]", "the caller does one of: says, keys"),
        ("talk: [{caller: {keys: 1, means: yes}}]", "only words mean something"),
        ("talk: [{silence: 0}]", "2:20: silence is true, or how many in a row: 2"),
        ("talk: [{transfer: conected}]", "cannot be \"conected\"; write 'connected'"),
        ("talk: [{webhook: {}}]", "a webhook ends in one of: answers, failed"),
        ("talk: [{webhook: late}]", "cannot be \"late\"; write 'failed'"),
        ("talk: [{bot: 5}]", "2:16: write text in quotes, or a list of texts"),
        ("talk: [{bot: {}}]", "write what the robot says, does not say, or how soon"),
        ("expect: {outcom: a}", '2:12: "outcom" means nothing here; did you mean'),
        ("expect: {do_not_call: maybe}", "write true or false"),
        ("with: {nme: a}", '2:10: shop has no slot "nme"; did you mean "name"?'),
        ("webhooks: {crn: failed}", '2:14: shop asks no webhook "crn"; did you'),
        ("expect: {slots: {nme: a}}", '2:20: shop has no slot "nme"; did you mean'),
        ("expect: {path: [boked]}", '2:19: shop has no node "boked"; did you mean'),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, written: str, told: str) -> None:
    (problem,) = problems(tmp_path, f"- test: of a slip\n  {written}\n")
    assert told in problem


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path, "- test: a\n  talk: [{silence: no}]\n- tst: b\n- test: c\n  nw: d\n"
    )
    assert [problem.split(":")[0] for problem in found] == ["2", "3", "3", "5"]


@pytest.mark.parametrize("tests", ["", "[]", "tests: []", "- a: [", "только текст"])
def test_a_file_without_tests_is_told(tmp_path: Path, tests: str) -> None:
    assert len(problems(tmp_path, tests)) == 1


def test_a_slot_without_a_value_or_an_example_is_asked_for(tmp_path: Path) -> None:
    scenario = SHOP.replace("example: Анна", 'example: ""')
    with pytest.raises(
        ScenarioError, match=r'shop\.tests.yaml:1: .*"name".*under "with"'
    ):
        suite(tmp_path, "- test: of nobody", scenario)


def test_a_value_that_a_slot_cannot_hold_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r'shop\.tests.yaml:1: .*"debt" cannot be'):
        suite(tmp_path, "- test: of a debt\n  with: {debt: много}")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    scenario = suite(tmp_path, "- test: a").scenario
    path = scenario.path.with_name("shop.tests.yaml")
    path.write_bytes("- test: да".encode("cp1251"))
    with pytest.raises(ScenarioError, match="not UTF-8"):
        load_cases(path, scenario)
    path.unlink()
    path.mkdir()
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_cases(path, scenario)
