"""Whatever an author's slip makes of a scenario, it is told or it runs."""

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.talking import DIALOGS, NOW, endings
from tests.scenario.test_interpreter import EVENTS, MEETING
from voicebot.errors import ScenarioError
from voicebot.scenario.check import check_file
from voicebot.scenario.drawing.mermaid import to_mermaid
from voicebot.scenario.drawing.picture import picture_of
from voicebot.scenario.events import Event
from voicebot.scenario.interpreter import advance, start
from voicebot.scenario.loader import load_scenario
from voicebot.scenario.model import Scenario
from voicebot.scenario.prompts import fixed_texts

SCENARIOS = [*sorted(DIALOGS.glob("*.yaml")), Path("tests/scenario/korean.yaml")]

INSERTED = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "-",
        "|",
        ">",
        "&",
        "*",
        "#",
        "!",
        "'",
        '"',
        "true",
        "null",
        "5",
        "1.5",
        "hang_up",
        "say:",
        "goto:",
        "on:",
        "яЪ",
        "\n",
        "\t",
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A scenario with a few lines moved, lost or doubled and characters changed."""
    lines = draw(st.sampled_from(SCENARIOS)).read_text(encoding="utf-8").split("\n")
    for _time in range(draw(st.integers(1, 4))):
        index = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        column = draw(st.integers(0, len(line)))
        match draw(
            st.sampled_from(["drop", "double", "swap", "cut", "insert", "indent"])
        ):
            case "drop" if len(lines) > 1:
                del lines[index]
            case "double":
                lines.insert(other, line)
            case "swap":
                lines[index], lines[other] = lines[other], line
            case "cut":
                lines[index] = line[:column]
            case "insert":
                lines[index] = line[:column] + draw(INSERTED) + line[column:]
            case _:
                lines[index] = " " * draw(st.integers(0, 6)) + line.lstrip()
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(text=mutated(), events=st.lists(EVENTS, max_size=4))
def test_a_mutated_scenario_is_refused_in_one_sentence_or_runs(
    text: str, events: list[Event]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutated.yaml"
        path.write_text(text, encoding="utf-8")
        findings = check_file(path, {"yes", "no"})
        assert all(found.line >= 1 and found.message for found in findings)
        with contextlib.suppress(ScenarioError):
            use(load_scenario(path), events)


def use(scenario: Scenario, events: list[Event]) -> None:
    assert fixed_texts(scenario) is not None
    assert to_mermaid(picture_of(scenario))
    with contextlib.suppress(ScenarioError):
        state, actions = start(scenario, {**MEETING, "callback_at": "2026-11-21"}, NOW)
        for event in events:
            assert endings(actions) == 1
            state, actions = advance(scenario, state, event, NOW)


@pytest.mark.parametrize("path", SCENARIOS, ids=str)
def test_without_any_one_line_nothing_worse_than_a_sentence_happens(
    path: Path, tmp_path: Path
) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for index in range(len(lines)):
        short = tmp_path / "short.yaml"
        short.write_text(
            "\n".join(lines[:index] + lines[index + 1 :]), encoding="utf-8"
        )
        findings = check_file(short, {"yes", "no"})
        assert all("\n" not in found.message for found in findings)
