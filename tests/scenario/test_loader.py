from pathlib import Path

import pytest

from tests.scenario.talking import DIALOGS, write
from voicebot.errors import ScenarioError
from voicebot.scenario.reading.files import scenarios_in
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.reading.problem import UnusableScenario

GOOD = """\
scenario: small
slots: {name: {example: Анна}}
nodes:
  ask:
    ask: Вам удобно говорить?
    on: {yes: bye, no: bye}
  bye: {say: "До свидания.", hang_up: true}
"""


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(UnusableScenario) as caught:
        load_scenario(write(folder, text))
    return [f"{found.line}: {found.message}" for found in caught.value.problems]


SHIPPED = scenarios_in(DIALOGS)


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_shipped_scenarios_load(path: Path) -> None:
    scenario = load_scenario(path)
    assert scenario.name == path.stem
    assert scenario.path == path
    assert len(scenario.content_hash) == 64


def test_on_yes_and_no_are_words(tmp_path: Path) -> None:
    node = load_scenario(write(tmp_path, GOOD)).nodes["ask"]
    assert [exit_.label for exit_ in node.exits] == ["yes", "no"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (("yes: bye", "yes: bie"), '6: "yes" leads to "bie", which does not exist; '
         'did you mean "bye"?'),
        (("scenario: small", "scenario: small\ntitel: x"),
         '2: "titel" means nothing here; did you mean "title"?'),
        (("    ask: Вам", "    aks: Вам"),
         '5: "aks" means nothing here; did you mean "ask"?'),
        (("удобно", "удобно, {nam}"),
         '5: the slot "nam" is not declared under "slots"; did you mean "name"?'),
        (("удобно", "удобно, {name | spokn}"),
         '5: there is no filter "spokn"; did you mean "spoken"?'),
        (("удобно", "удобно, {name"),
         '5: the brace "{" has no partner; close the slot, or write the brace twice'),
        (("говорить?", "говорить?\n    noinput: 5 seconds"),
         '6: "5 seconds" is no duration; write one like 500ms, 5s, 20min or 2h'),
        (("говорить?", "говорить?\n    barge_in: never"),
         "6: \"barge_in\" cannot be \"never\"; write 'off', 'speech', 'phrase' or "
         "'keypad_only'"),
        (("hang_up: true", "hang_up: yes"),
         '7: "hang_up" holds "yes"; write true, or remove the key'),
        (("Вам удобно говорить?", "5"),
         '5: "ask" holds "5"; write text (put quotes around it)'),
        (("  bye:", "  ask:"), '7: "ask" stands here twice'),
        (("  bye:", "  hang_up:"),
         '7: "hang_up" ends the call; name the node otherwise'),
        (("scenario: small", "title: small"), '1: "scenario" is missing; write it here'),
        (("scenario: small", "scenario: small\nstart: aks"),
         '2: "start" leads to "aks", which does not exist; did you mean "ask"?'),
        (("{yes: bye", "{key 11: bye"),
         '6: "key 11" is no key; write key 0 to key 9, key * or key #'),
        (("Вам удобно", "!!python/object:os.system Вам"),
         "5: the tag tag:yaml.org,2002:python/object:os.system means nothing here"),
    ],
)  # fmt: skip  # one case a pair of lines
def test_each_slip_is_told_with_its_line(
    tmp_path: Path, broken: tuple[str, str], message: str
) -> None:
    text = GOOD.replace(*broken)
    assert text != GOOD
    assert message in problems(tmp_path, text)


def test_several_slips_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("ask: Вам", "aks: Вам").replace("hang_up", "hangup")
    found = problems(tmp_path, text)
    assert [line.partition(";")[0] for line in found] == [
        '5: "aks" means nothing here',
        '7: "hangup" means nothing here',
    ]


def test_the_message_is_one_sentence_and_counts_the_rest(tmp_path: Path) -> None:
    text = GOOD.replace("yes: bye", "yes: x1").replace("no: bye", "no: x2")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write(tmp_path, text))
    assert str(caught.value).startswith(f"{tmp_path}/scenario.yaml:6:15: ")
    assert "(and 1 more: run voicebot check" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b",
        "just words",
        "nodes: [",
        "a: b: c",
        "\tscenario: x",
        "? [a, b]\n: c",
        "scenario: &a [*a]",
        "[" * 1500,
        "{a: " * 2000,
        "scenario: x\nnodes:",
        "scenario: x\nnodes: {}",
        "scenario: x\nnodes: {n: }",
        "scenario: x\nnodes: {n: {}}",
        "--- a\n--- b",
        "scenario: x\nnodes: {n: {say: a, <<: {hang_up: true}}}",
        "scenario: \x07",
    ],
)
def test_broken_yaml_is_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)


def test_aliases_that_swell_the_document_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert "too many values" in problems(tmp_path, "\n".join(lines))[0]


def test_what_cannot_be_read_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such scenario"):
        load_scenario(tmp_path / "none.yaml")
    with pytest.raises(ScenarioError, match="is a folder"):
        load_scenario(tmp_path)
    path = tmp_path / "latin.yaml"
    path.write_bytes("scenario: x\ntitle: Заявка".encode("cp1251"))
    with pytest.raises(ScenarioError, match=r"latin.yaml:2:1: .* UTF-8"):
        load_scenario(path)


def test_a_scenario_is_frozen() -> None:
    scenario = load_scenario(DIALOGS / "credit_lead.yaml")
    with pytest.raises(ValueError, match="frozen"):
        scenario.title = "other"  # type: ignore[misc]  # the point of the test


def test_a_scenarios_own_phrases_are_there_for_the_understanding() -> None:
    scenario = load_scenario(Path("tests/scenario/korean.yaml"))
    assert scenario.phrases["yes"] == ("네", "예", "좋아요")
