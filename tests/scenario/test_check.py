"""Findings stand where the fault is, and say what was meant."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.scenario.mutating import SHIPPED
from tests.scenario.talking import DIALOGS, write
from voicebot.errors import ScenarioError
from voicebot.scenario.checking.check import check_file
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.checking.rule import Finding, Severity
from voicebot.understanding.phrases import load_phrases

KNOWN = {"yes", "no", "call_later", "reschedule", "operator"}
MACHINE = Machine(phrases=load_phrases(DIALOGS / "phrases"))

SOUND = """\
scenario: sound
about: Это робот.
slots: {name: text, at: {type: time}, must: {required: true}}
nodes:
  ask:
    say: Это робот.
    ask: Вам удобно?
    on: {yes: bye, no: bye}
  bye: {say: "До свидания.", hang_up: true}
"""


def check(folder: Path, text: str, machine: Machine = MACHINE) -> list[Finding]:
    return list(check_file(write(folder, text), KNOWN, machine))


def places(found: list[Finding]) -> list[tuple[str, int, int]]:
    return [(each.rule, each.line, each.column) for each in found]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_have_nothing_to_mend(name: str) -> None:
    folder = Path("tests/scenario") if name == "korean.yaml" else DIALOGS
    assert check_file(folder / name, MACHINE.phrases, MACHINE) == ()


def test_a_sound_scenario_has_nothing_to_mend(tmp_path: Path) -> None:
    assert check(tmp_path, SOUND) == []


FAULTS = {
    "unreachable_node": (10, 3, SOUND + "  lost: {say: А, hang_up: true}\n"),
    "dead_end": (9, 3, SOUND.replace(", hang_up: true", "")),
    "lost_question": (7, 5, SOUND.replace("on: {yes: bye, no: bye}", "goto: bye")),
    "two_endings": (
        9,
        30,
        SOUND.replace("hang_up: true", "hang_up: true, goto: ask"),
    ),
    "endless_talk": (9, 36, SOUND.replace("hang_up: true", "goto: bye")),
    "endless_silence": (
        9,
        23,
        SOUND.replace("no: bye}", "no: bye}\n    on_noinput: [{go: bye}]").replace(
            "hang_up: true", "goto: ask"
        ),
    ),
    "no_way_out": (5, 3, SOUND.replace("{yes: bye, no: bye}", "{yes: ask, no: ask}")),
    "empty_slot": (9, 9, SOUND.replace("До свидания.", "До {at | spoken}.")),
    "intent_without_phrases": (8, 10, SOUND.replace("yes:", "yess:")),
    "phrase_collision": (
        10,
        30,
        SOUND + "phrases: {yes: [ладно], no: [Ладно]}\n",
    ),
    "no_do_not_call": (10, 11, SOUND + "globals: {do_not_call: false}\n"),
    "missing_audio": (
        6,
        31,
        SOUND.replace("Это робот.\n    ask", "{text: Робот, audio: no.wav}\n    ask"),
    ),
    "robot_not_named": (6, 5, SOUND.replace("say: Это робот", "say: Это Анна")),
    "unknown_outcome": (
        9,
        45,
        SOUND.replace("hang_up: true", "hang_up: true, outcome: agred")
        + "outcomes: {agreed: Согласен}\n",
    ),
    "nameless_caller": (1, 1, SOUND.replace("about: Это робот.\n", "")),
    "unknown_node": (8, 15, SOUND.replace("yes: bye", "yes: bue")),
    "unknown_slot": (7, 5, SOUND.replace("удобно", "удобно, {nmae}")),
    "unknown_key": (9, 9, SOUND.replace("{say:", "{sya:")),
    "structure": (3, 32, SOUND.replace("type: time", "type: tiem")),
    "syntax": (8, 20, SOUND.replace("no: bye", "yes: bye")),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_finding_stands_where_its_fault_is(tmp_path: Path, rule: str) -> None:
    line, column, text = FAULTS[rule]
    assert text != SOUND
    found = [place for place in places(check(tmp_path, text)) if place[0] == rule]
    assert found[:1] == [(rule, line, column)]


def test_two_faults_in_a_line_are_both_told(tmp_path: Path) -> None:
    text = SOUND.replace("{yes: bye, no: bye}", "{yes: bue, no: bey}")
    assert places(check(tmp_path, text)) == [
        ("unknown_node", 8, 15),
        ("unknown_node", 8, 24),
    ]


def test_a_bad_item_of_a_list_is_told_once(tmp_path: Path) -> None:
    text = SOUND.replace("hang_up: true", "choose: [{when: 5 >, go: ask}]")
    assert places(check(tmp_path, text)) == [("structure", 9, 46)]


SLIPS = {
    "yes": ("yes:", "yess:"),
    "bye": ("yes: bye", "yes: bue"),
    "name": ("удобно", "удобно, {nmae}"),
    "say": ("{say:", "{sya:"),
    "spoken": ("удобно", "удобно, {at | spokn}"),
    "scenario": ("scenario:", "scenrio:"),
}


@pytest.mark.parametrize("meant", SLIPS)
def test_a_slip_of_the_pen_gets_a_hint(tmp_path: Path, meant: str) -> None:
    right, wrong = SLIPS[meant]
    found = check(tmp_path, SOUND.replace(right, wrong, 1))
    assert any(each.message.endswith(f'did you mean "{meant}"?') for each in found)


def test_a_required_slot_or_a_fallback_is_never_empty(tmp_path: Path) -> None:
    text = SOUND.replace("До свидания.", "{must} {at | else скоро} {name | else Вы}")
    assert check(tmp_path, text) == []


def test_a_slot_set_on_one_way_only_may_be_empty(tmp_path: Path) -> None:
    text = SOUND.replace("no: bye}", "no: set_it}").replace(
        '"До свидания."', '"До {at}."'
    )
    text += '  set_it: {set: {at: "{time | in 2 hours}"}, goto: bye}\n'
    assert [found.rule for found in check(tmp_path, text)] == ["empty_slot"]
    both = text.replace("yes: bye", "yes: set_it")
    assert check(tmp_path, both) == []


def test_replies_of_every_node_circle_at_the_nodes_that_use_them(
    tmp_path: Path,
) -> None:
    text = SOUND + "defaults: {on_noinput: [{go: ask}]}\n"
    assert places(check(tmp_path, text)) == [("endless_silence", 5, 3)]


def test_a_retry_that_the_caller_must_ask_for_is_no_circle(tmp_path: Path) -> None:
    text = SOUND.replace("yes: bye", "yes: agent") + (
        "  agent: {say: Соединяю., transfer: {to: managers, failed: ask}}\n"
    )
    assert check(tmp_path, text) == []
    impatient = text.replace("failed: ask", "failed: agent")
    assert [found.rule for found in check(tmp_path, impatient)] == ["endless_talk"]


def test_a_question_asked_again_until_it_is_answered_is_no_circle(
    tmp_path: Path,
) -> None:
    text = """\
        scenario: sound
        about: Это робот.
        slots: {size: number}
        nodes:
          ask:
            ask: Это робот. Какой размер?
            collect: size
            choose: [{when: size > 50, go: ask}]
            hang_up: true
        """
    assert check(tmp_path, text) == []


def test_a_phrase_may_move_where_its_old_branch_is_not_asked(tmp_path: Path) -> None:
    text = SOUND.replace("no: bye}", "courier: bye}") + "phrases: {courier: [нет]}\n"
    assert check(tmp_path, text) == []
    both = text.replace("yes: bye", "yes: bye, no: ask")
    assert [found.rule for found in check(tmp_path, both)] == ["phrase_override"]


def test_shared_lists_that_share_a_phrase_collide_where_both_are_asked(
    tmp_path: Path,
) -> None:
    lists = Machine(phrases={"yes": ("да", "давай"), "no": ("нет", "Давай!")})
    (found,) = check(tmp_path, SOUND.replace("no: bye", "no: ask"), lists)
    assert (found.rule, found.line, found.column) == ("phrase_collision", 8, 20)
    assert check(tmp_path, SOUND, lists) == []  # both lead to the same node
    assert check(tmp_path, SOUND.replace("no: bye", "operator: ask"), lists) == []


def test_a_branch_that_the_recognizer_is_deaf_to_is_told(tmp_path: Path) -> None:
    deaf = Machine(
        phrases={"yes": ("да",), "no": ("нет", "не надо")},
        unknown_words=lambda phrases: [each for each in phrases if each != "не надо"],
    )
    (found,) = check(tmp_path, SOUND, deaf)
    assert (found.rule, found.line, found.column) == ("unknown_word", 8, 10)
    assert '"yes"' in found.message


def test_a_subdialogs_faults_stand_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "inner.yaml").write_text(
        "scenario: inner\nabout: Робот.\nnodes: {end: {return: true, ask: Что?}}\n",
        encoding="utf-8",
    )
    whole = SOUND.replace("hang_up: true", "subdialog: inner.yaml, hang_up: true")
    (found,) = check(tmp_path, whole)
    assert (found.path.name, found.rule) == ("inner.yaml", "lost_question")
    assert (found.line, found.column) == (3, 29)


def test_silence_that_goes_round_through_a_subdialog_is_told(tmp_path: Path) -> None:
    inner = """\
        scenario: inner
        about: Это робот.
        slots: {score: number}
        nodes:
          question:
            ask: Какая оценка?
            scale: score
            on_noinput: [{go: silent}]
            return: true
          silent: {return: silent}
        """
    (tmp_path / "inner.yaml").write_text(dedent(inner), encoding="utf-8")
    whole = SOUND.replace(
        'bye: {say: "До свидания.", hang_up: true}',
        "bye: {subdialog: {src: inner.yaml, on: {silent: RESULT}}, hang_up: true}",
    )
    assert check(tmp_path, whole.replace("RESULT", "hang_up")) == []
    (found,) = check(tmp_path, whole.replace("RESULT", "bye"))
    assert (found.rule, found.line, found.column) == ("endless_silence", 9, 51)


def test_a_subdialog_need_not_name_the_robot_again(tmp_path: Path) -> None:
    text = "scenario: inner\nabout: Я.\nnodes: {end: {say: Спасибо., return: true}}\n"
    assert check(tmp_path, text) == []


def test_a_robot_that_never_listens_leaves_no_way_to_refuse(tmp_path: Path) -> None:
    text = """\
        scenario: news
        about: Это робот.
        nodes: {only: {say: Это робот. Завтра отключат воду., hang_up: true}}
        """
    (found,) = check(tmp_path, text)
    assert (found.rule, found.severity) == ("no_do_not_call", Severity.WARNING)


def test_what_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    for text in ("[" * 200_000, "a: &a [*a]", "- " * 5000):
        (found,) = check(tmp_path, text)
        assert found.rule == "syntax"
        assert "nested too deeply" in found.message


def test_a_missing_file_is_no_finding(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such scenario"):
        check_file(tmp_path / "none.yaml", KNOWN)


def test_messages_are_one_printable_line(tmp_path: Path) -> None:
    text = SOUND.replace("yes: bye", r'yes: "\e[31m\nnone"')
    (found,) = check(tmp_path, text)
    assert found.message.isprintable()
    assert found.severity is Severity.ERROR


LONG = """
    scenario: polls
    about: Это робот.
    slots: {score: number}
    nodes:
      rate:
        ask: Это робот. Оцените нас.
        scale: {slot: score, max: 20}
        goto: bye
      bye: {say: До свидания., hang_up: true}
    """


@pytest.mark.parametrize(
    "allowing",
    [
        "max: 20}  # check: allow long_scale",
        "max: 20}  # check: allow long_scale: as on paper",
    ],
)
def test_a_warning_that_its_line_allows_is_not_told(
    tmp_path: Path, allowing: str
) -> None:
    assert [found.rule for found in check(tmp_path, LONG)] == ["long_scale"]
    assert check(tmp_path, LONG.replace("max: 20}", allowing)) == []


def test_a_comment_alone_on_its_line_allows_what_the_next_line_has(
    tmp_path: Path,
) -> None:
    remark = "# check: allow long_scale\n\n        # as on paper\n        scale:"
    assert check(tmp_path, LONG.replace("scale:", remark)) == []


def test_one_allowance_leaves_the_same_warning_elsewhere(tmp_path: Path) -> None:
    second = """
      bye:
        ask: А магазин?
        scale: {slot: score, max: 20}  # check: allow long_scale
        hang_up: true
    """
    both = LONG.partition("      bye:")[0] + second
    [found] = check(tmp_path, both)
    assert (found.rule, found.line) == ("long_scale", 8)


def test_an_allowance_that_allows_nothing_is_told_where_it_stands(
    tmp_path: Path,
) -> None:
    unused = LONG.replace("max: 20}", "max: 5}  # check: allow long_scale, dead_end")
    assert places(check(tmp_path, unused)) == [
        ("unused_allowance", 8, 50),
        ("unused_allowance", 8, 62),
    ]


def test_an_error_cannot_be_allowed(tmp_path: Path) -> None:
    lost = LONG.replace("hang_up: true}", "goto: rate}  # check: allow no_way_out")
    lost = lost.replace("max: 20}", "max: 5}")
    rules = {each.rule for each in check(tmp_path, lost)}
    assert "unused_allowance" in rules
    assert rules - {"unused_allowance"}
