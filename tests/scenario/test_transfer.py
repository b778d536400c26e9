from pathlib import Path

import pytest

from tests.scenario.talking import Talk, write
from voicebot.errors import ScenarioError
from voicebot.scenario.action_lines import action_line
from voicebot.scenario.actions import Transfer, TransferHow
from voicebot.scenario.checking.check import check_scenario
from voicebot.scenario.checking.machine import Machine
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.prompts import fixed_texts

SCENARIO = """
    scenario: card
    about: Это робот.
    slots: {client: {default: Анна}}
    nodes:
      first:
        say: Это робот. Соединяю.
        transfer:
          to: managers
          how: attended
          whisper: "Новая заявка. {client}."
          failed: busy
          after: thanks
      busy: {say: Все заняты., hang_up: true}
      thanks: {say: Спасибо., hang_up: true}
"""


def card(folder: Path, text: str = SCENARIO) -> Scenario:
    return load_scenario(write(folder, text))


def test_an_attended_transfer_brings_its_whisper_with_slots_filled(
    tmp_path: Path,
) -> None:
    talk = Talk(card(tmp_path), {})
    transfer = talk.the(Transfer)
    assert transfer.how is TransferHow.ATTENDED
    assert transfer.wait_s == 30.0
    assert transfer.whisper
    assert transfer.whisper.text == "Новая заявка. Анна."
    assert not transfer.whisper.fixed
    assert "Новая заявка" not in talk.said
    assert action_line(transfer) == (
        "transfer to managers, who is told: Новая заявка. Анна."
    )


def test_what_is_fixed_of_a_whisper_is_rendered_before_any_call(tmp_path: Path) -> None:
    rendered = [text for text, _voice in fixed_texts(card(tmp_path))]
    assert "Новая заявка." in rendered
    assert not any("Анна" in text for text in rendered)


@pytest.mark.parametrize(
    ("is_connected", "path"), [(True, ("first", "thanks")), (False, ("first", "busy"))]
)
def test_the_talk_goes_on_after_the_agent_or_without_one(
    tmp_path: Path, *, is_connected: bool, path: tuple[str, ...]
) -> None:
    talk = Talk(card(tmp_path), {}).end_transfer(is_connected=is_connected)
    assert talk.state.path == path


def test_without_a_way_on_it_ends_with_the_agents_leaving(tmp_path: Path) -> None:
    scenario = card(tmp_path, SCENARIO.replace("after: thanks", "ring: 10s"))
    assert Talk(scenario, {}).end_transfer(is_connected=True).is_over


@pytest.mark.parametrize(
    "line", ["whisper: Заявка.", "after: thanks", "wait: 5s", "how: warm"]
)
def test_what_only_an_attended_transfer_has_is_refused_of_a_blind_one(
    tmp_path: Path, line: str
) -> None:
    blind = SCENARIO.replace("how: attended", "ring: 10s")
    blind = blind.replace('          whisper: "Новая заявка. {client}."\n', "")
    blind = blind.replace("after: thanks", line)
    with pytest.raises(ScenarioError, match="attended"):
        card(tmp_path, blind)


def test_the_rules_of_transfers_hold_for_it(tmp_path: Path) -> None:
    machine = Machine(agents=frozenset({"managers"}))
    assert rules(card(tmp_path), machine) == []
    unknown = card(tmp_path, SCENARIO.replace("to: managers", "to: manager"))
    assert rules(unknown, machine) == ["unknown_agent"]
    nowhere = SCENARIO.replace("after: thanks", "after: thank")
    with pytest.raises(ScenarioError, match="thanks"):
        card(tmp_path, nowhere)
    lost = card(tmp_path, SCENARIO.replace("          after: thanks\n", ""))
    assert rules(lost, machine) == ["unreachable_node"]


def rules(scenario: Scenario, machine: Machine) -> list[str]:
    """But for what a scenario without a question cannot keep."""
    found = check_scenario(scenario, (), machine)
    return [each.rule for each in found if each.rule != "no_do_not_call"]
