"""Where a talk goes when no person answered."""

from pathlib import Path

import pytest

from tests.scenario.talking import Talk, write
from voicebot.answering.verdict import MACHINES
from voicebot.errors import ScenarioError
from voicebot.scenario.actions import EnterNode, HangUp, RecordOutcome, Say
from voicebot.scenario.answering import Answering
from voicebot.scenario.checking.check import check_scenario
from voicebot.scenario.events import MachineAnswered
from voicebot.scenario.reading.loader import load_scenario

SCENARIO = """
    scenario: reminder
    about: Это робот.
    slots:
      name: {default: Анна}
    answering: {machine: message, menu: hang_up}
    start: greeting
    nodes:
      greeting:
        ask: Добрый день. Это робот. Вам удобно?
        on: {yes: bye, no: bye}
      message: {say: "Для {name}: перезвоните нам.", outcome: left_message}
      bye: {say: До свидания.}
"""


def talk_of(folder: Path, text: str = SCENARIO) -> Talk:
    return Talk(load_scenario(write(folder, text)), {})


def outcomes(talk: Talk) -> list[str]:
    return [one.outcome for one in talk.actions if isinstance(one, RecordOutcome)]


def test_a_machine_with_a_node_of_its_own_hears_it(tmp_path: Path) -> None:
    talk = talk_of(tmp_path).take(MachineAnswered(by="machine"))
    assert EnterNode(node="message") in talk.actions
    said = [action.text for action in talk.actions if isinstance(action, Say)]
    assert said == ["Для Анна: перезвоните нам."]
    assert outcomes(talk)[-1] == "left_message"
    assert isinstance(talk.actions[-1], HangUp)


@pytest.mark.parametrize("by", ["menu", "secretary", "fax"])
def test_without_a_node_the_talk_is_over(tmp_path: Path, by: str) -> None:
    talk = talk_of(tmp_path).take(MachineAnswered(by=by))
    assert outcomes(talk) == ["answering_machine"]
    assert isinstance(talk.actions[-1], HangUp)
    assert talk.state.is_over


def test_every_kind_of_machine_may_be_written() -> None:
    assert set(Answering.model_fields) == {kind.value for kind in MACHINES}


def test_a_node_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match='"machine" leads to "mesage"'):
        talk_of(tmp_path, SCENARIO.replace("machine: message", "machine: mesage"))


def test_what_cannot_answer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match='"parrot" means nothing here'):
        talk_of(tmp_path, SCENARIO.replace("machine: message", "parrot: message"))


def test_a_machines_node_is_reachable_and_its_slots_are_checked(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, SCENARIO))
    assert "unreachable_node" not in {
        one.rule for one in check_scenario(scenario, ["yes", "no"])
    }


def test_a_machine_met_in_a_subdialog_leads_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(
        "scenario: part\nnodes: {ask: {ask: Точно?, on: {yes: done}}, "
        "done: {return: sure}}\n",
        encoding="utf-8",
    )
    text = SCENARIO.replace(
        "ask: Добрый день. Это робот. Вам удобно?\n        on: {yes: bye, no: bye}",
        "subdialog: {src: part.yaml, on: {sure: bye}}",
    )
    talk = talk_of(tmp_path, text).take(MachineAnswered(by="machine"))
    assert EnterNode(node="message") in talk.actions
    assert talk.state.frames == ()
