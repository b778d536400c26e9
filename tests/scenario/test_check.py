from pathlib import Path

import pytest

from tests.scenario.talking import DIALOGS, write
from voicebot.scenario.check import check_file, rule_types
from voicebot.scenario.rule import Finding, Severity

KNOWN = {"yes", "no", "call_later", "reschedule", "operator"}

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


def check(folder: Path, text: str) -> list[Finding]:
    return list(check_file(write(folder, text), KNOWN))


@pytest.mark.parametrize("path", sorted(DIALOGS.glob("*.yaml")), ids=str)
def test_shipped_scenarios_have_nothing_to_mend(path: Path) -> None:
    assert check_file(path, KNOWN) == ()


def test_a_sound_scenario_has_nothing_to_mend(tmp_path: Path) -> None:
    assert check(tmp_path, SOUND) == []


FAULTS = {
    "unreachable_node": (10, SOUND + "  lost: {say: А, hang_up: true}\n"),
    "dead_end": (9, SOUND.replace(", hang_up: true", "")),
    "lost_question": (7, SOUND.replace("on: {yes: bye, no: bye}", "goto: bye")),
    "two_endings": (
        9,
        SOUND.replace("hang_up: true", "hang_up: true, goto: ask"),
    ),
    "endless_talk": (9, SOUND.replace("hang_up: true", "goto: bye")),
    "endless_silence": (
        9,
        SOUND.replace("no: bye}", "no: bye}\n    on_noinput: [{go: bye}]").replace(
            "hang_up: true", "goto: ask"
        ),
    ),
    "no_way_out": (5, SOUND.replace("{yes: bye, no: bye}", "{yes: ask, no: ask}")),
    "empty_slot": (9, SOUND.replace("До свидания.", "До {at | spoken}.")),
    "intent_without_phrases": (8, SOUND.replace("yes:", "yess:")),
    "phrase_collision": (
        10,
        SOUND + "phrases: {yes: [ладно], no: [Ладно]}\n",
    ),
    "no_do_not_call": (10, SOUND + "globals: {do_not_call: false}\n"),
    "missing_audio": (
        6,
        SOUND.replace("Это робот.\n    ask", "{text: Робот, audio: no.wav}\n    ask"),
    ),
    "robot_named_late": (5, SOUND.replace("say: Это робот", "say: Это Анна")),
    "unknown_outcome": (
        9,
        SOUND.replace("hang_up: true", "hang_up: true, outcome: agred")
        + "outcomes: {agreed: Согласен}\n",
    ),
    "nameless_caller": (1, SOUND.replace("about: Это робот.\n", "")),
    "unknown_node": (8, SOUND.replace("yes: bye", "yes: bue")),
    "unknown_slot": (7, SOUND.replace("удобно", "удобно, {nmae}")),
    "syntax": (1, SOUND.replace("scenario: sound", "scenario: [")),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_each_rule_finds_its_fault_where_it_stands(tmp_path: Path, rule: str) -> None:
    line, text = FAULTS[rule]
    assert text != SOUND
    found = [finding for finding in check(tmp_path, text) if finding.rule == rule]
    assert found
    if rule == "syntax":
        return
    assert line - 1 <= found[0].line <= line + 1
    assert found[0].message


def test_every_rule_is_tried_here_and_explains_itself() -> None:
    assert {rule.name for rule in rule_types()} <= set(FAULTS)
    assert all(rule.__doc__ for rule in rule_types())


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


def test_the_robots_name_in_the_seventh_second_is_late(tmp_path: Path) -> None:
    long = "Здравствуйте, мы рады рассказать вам о нашем новом выгодном предложении. "
    (found,) = check(tmp_path, SOUND.replace("say: Это", f"say: {long}Это"))
    assert found.rule == "robot_named_late"
    assert found.severity is Severity.WARNING
    assert "by estimate" in found.message


def test_a_slip_in_an_intent_gets_a_hint(tmp_path: Path) -> None:
    (found,) = check(tmp_path, SOUND.replace("yes:", "yess:"))
    assert found.message.endswith('did you mean "yes"?')
