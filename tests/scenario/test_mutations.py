"""Whatever an author's slip makes of a scenario, it is told, or the talk ends."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.scenario.mutating import (
    SHIPPED,
    rewired_trees,
    spoilt_texts,
    spoilt_trees,
    text_of,
    tree_of,
)
from tests.scenario.random_talk import RandomTalk
from tests.scenario.talking import DIALOGS
from voicebot.errors import ScenarioError
from voicebot.scenario.checking.check import check_file, check_scenario, explanations
from voicebot.scenario.checking.rule import Finding, Severity
from voicebot.scenario.drawing.compose import picture_of
from voicebot.scenario.drawing.mermaid import to_mermaid
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.prompts import fixed_texts
from voicebot.understanding.phrases import load_phrases

KNOWN = frozenset(load_phrases(DIALOGS / "phrases"))
NAMES = {each.name for each in explanations()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With every shipped scenario."""
    copied = tmp_path_factory.mktemp("dialogs")
    for name, text in SHIPPED.items():
        (copied / name).write_text(text, encoding="utf-8")
    (copied / "hold.wav").touch()
    return copied


def told(findings: tuple[Finding, ...]) -> bool:
    for found in findings:
        assert found.line >= 1
        assert found.column >= 1
        assert found.message
        assert found.message.isprintable()
        assert found.rule in NAMES
    return any(found.severity is Severity.ERROR for found in findings)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=spoilt_texts([*SHIPPED.values()]), draws=st.data())
def test_a_spoilt_text_is_told_or_its_talk_ends(
    folder: Path, text: str, draws: st.DataObject
) -> None:
    spoilt = folder / "spoilt.yaml"
    spoilt.write_text(text, encoding="utf-8")
    if not told(check_file(spoilt, KNOWN)):
        talk_it_through(draws, load_scenario(spoilt))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(draws=st.data())
def test_a_spoilt_tree_is_told_or_its_talk_ends(
    folder: Path, draws: st.DataObject
) -> None:
    name = draws.draw(st.sampled_from([*SHIPPED]))
    tree = draws.draw(spoilt_trees(tree_of(SHIPPED[name])))
    check_and_talk(draws, folder, name, text_of(tree))


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(draws=st.data())
def test_a_rewired_graph_is_told_or_its_talk_ends(
    folder: Path, draws: st.DataObject
) -> None:
    name = draws.draw(st.sampled_from([*SHIPPED]))
    tree = draws.draw(rewired_trees(tree_of(SHIPPED[name])))
    check_and_talk(draws, folder, name, text_of(tree))


def check_and_talk(draws: st.DataObject, folder: Path, name: str, text: str) -> None:
    """As the scenario that it is, or as a subdialog of another."""
    try:
        (folder / name).write_text(text, encoding="utf-8")
        whole = folder / draws.draw(st.sampled_from([name, *holders_of(name)]))
        if not told(check_file(whole, KNOWN)):
            note(text)
            talk_it_through(draws, load_scenario(whole))
    finally:
        (folder / name).write_text(SHIPPED[name], encoding="utf-8")


def holders_of(name: str) -> list[str]:
    """Scenarios that have the file for a subdialog."""
    return [other for other, text in SHIPPED.items() if f"src: {name}" in text]


def talk_it_through(draws: st.DataObject, scenario: Scenario) -> None:
    assert fixed_texts(scenario) is not None
    assert to_mermaid(picture_of(scenario))
    try:
        talk = RandomTalk(draws, scenario)
    except ScenarioError:  # a slot's example or default that cannot be
        return
    talk.go_on(draws.draw(st.integers(0, 12)))
    talk.fall_silent(most_silences(scenario))
    assert talk.state.is_over, talk.state.path


def most_silences(scenario: Scenario) -> int:
    """Each node once, with every reply to silence and a wait for each of its steps."""
    own = sum(
        len(node.steps) + len(node.on_noinput or scenario.defaults.on_noinput or ()) + 3
        for node in scenario.nodes.values()
    )
    return own + sum(most_silences(part) for part in scenario.parts.values()) * (
        1 + len(scenario.nodes)
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_from_anywhere_in_a_shipped_talk_silence_leads_to_the_end(
    name: str, folder: Path
) -> None:
    scenario = load_scenario(folder / name)
    assert not told(check_scenario(scenario, KNOWN))

    @settings(max_examples=30, deadline=None)
    @given(draws=st.data())
    def talk(draws: st.DataObject) -> None:
        talk_it_through(draws, scenario)

    talk()


@pytest.mark.parametrize("name", SHIPPED)
def test_without_any_one_line_nothing_worse_than_a_sentence_happens(
    name: str, folder: Path
) -> None:
    lines = SHIPPED[name].split("\n")
    for index in range(len(lines)):
        short = folder / "short.yaml"
        short.write_text(
            "\n".join(lines[:index] + lines[index + 1 :]), encoding="utf-8"
        )
        told(check_file(short, KNOWN))
