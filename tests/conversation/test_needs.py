from pathlib import Path
from textwrap import dedent

import pytest

from voicebot.conversation.needs import recordings_of, slots_for_agents, webhooks_of
from voicebot.scenario.reading.loader import load_scenario

OUTER = """
    scenario: outer
    nodes:
      first:
        say: {text: Это робот., audio: hello.wav}
        webhook: {to: crm, hold: music.wav}
        subdialog: shared/inner.yaml
        transfer: {to: managers, hold: ring.wav}
"""
INNER = """
    scenario: inner
    nodes:
      first:
        say: Минуту.
        hold: {audio: wait.wav, duration: 5s}
        webhook: {to: https://stock.example.com/ask}
        return: true
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(dedent(text), "utf-8")
    return path


def test_a_scenario_needs_what_its_subdialogs_need(tmp_path: Path) -> None:
    write(tmp_path / "shared" / "inner.yaml", INNER)
    scenario = load_scenario(write(tmp_path / "outer.yaml", OUTER))
    assert webhooks_of(scenario) == {"crm", "https://stock.example.com/ask"}
    assert recordings_of(scenario) == {
        "hello.wav",
        "music.wav",
        "ring.wav",
        "shared/wait.wav",
    }


@pytest.mark.parametrize("attended", ["outer", "inner", None])
def test_a_slot_is_kept_where_an_agent_may_be_called_by_the_robot(
    tmp_path: Path, attended: str | None
) -> None:
    how = {"outer": OUTER, "inner": INNER.replace("return: true", "transfer: managers")}
    for name, text in how.items():
        if name == attended:
            text = text.replace("{to: managers,", "{to: managers, how: attended,")
            text = text.replace(
                "transfer: managers", "transfer: {to: managers, how: attended}"
            )
        how[name] = text
    write(tmp_path / "shared" / "inner.yaml", how["inner"])
    scenario = load_scenario(write(tmp_path / "outer.yaml", how["outer"]))
    assert slots_for_agents(scenario) == (1 if attended else 0)
