from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicebot.errors import ScenarioError
from voicebot.scenario.actions import EnterNode, LeaveNode
from voicebot.scenario.coverage import (
    Coverage,
    coverage_of,
    coverages_from,
    coverages_json,
)
from voicebot.scenario.model import Scenario
from voicebot.scenario.reading.loader import load_scenario

COUNTS = st.integers(min_value=0, max_value=10**6)
NAMES = st.text(min_size=1, max_size=20)


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    path = tmp_path / "small.yaml"
    path.write_text(
        dedent(
            """\
            scenario: small
            nodes:
              a:
                ask: Это робот. Да?
                on: {yes: b, key 1: b, no: hang_up}
                on_noinput: [Алло?, {say: Пока., go: b}]
                on_nomatch: [Что?]
              b: {say: Пока., hang_up: true}
            """
        )
    )
    return load_scenario(path)


def entered(node: str) -> EnterNode:
    return EnterNode(node=node)


def left(exit_: str, target: str = "b") -> LeaveNode:
    return LeaveNode(node="a", exit=exit_, target=target)


def test_without_talks_everything_is_missing(scenario: Scenario) -> None:
    coverage = coverage_of(scenario, [])
    assert coverage.missing_nodes == ("a", "b")
    assert coverage.missing_branches == (
        ("a", "on.yes"),
        ("a", "on.key 1"),
        ("a", "on.no"),
        ("a", "on_noinput.1"),
    )
    assert coverage.nodes_percent == coverage.branches_percent == 0


def test_talks_are_counted_by_nodes_and_branches(scenario: Scenario) -> None:
    coverage = coverage_of(
        scenario,
        [
            [entered("a"), left("on.yes"), entered("b")],
            [entered("a"), left("on.no", "hang_up")],
            [entered("a"), left("on.yes"), entered("b")],
        ],
    )
    assert coverage.nodes == {"a": 3, "b": 2}
    assert coverage.branches["a", "on.yes"] == 2
    assert coverage.missing_branches == (("a", "on.key 1"), ("a", "on_noinput.1"))
    assert (coverage.nodes_percent, coverage.branches_percent) == (100, 50)


def test_nodes_of_subdialogs_and_global_replies_are_not_counted(
    scenario: Scenario,
) -> None:
    coverage = coverage_of(
        scenario, [[entered("other/a"), left("globals.operator", "b")]]
    )
    assert coverage == coverage_of(scenario, [])


def test_a_scenario_without_branches_is_wholly_covered_by_one_talk(
    tmp_path: Path,
) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("scenario: one\nnodes: {b: {say: Это робот., hang_up: true}}")
    coverage = coverage_of(load_scenario(path), [[entered("b")]])
    assert (coverage.nodes_percent, coverage.branches_percent) == (100, 100)


@settings(deadline=None)
@given(
    coverages=st.lists(
        st.builds(
            Coverage,
            scenario=NAMES,
            nodes=st.dictionaries(NAMES, COUNTS),
            branches=st.dictionaries(st.tuples(NAMES, NAMES), COUNTS),
        ),
        unique_by=lambda coverage: coverage.scenario,
    )
)
def test_what_is_written_is_read(coverages: list[Coverage]) -> None:
    read = coverages_from(coverages_json(coverages))
    assert list(read.values()) == coverages
    assert list(read) == [coverage.scenario for coverage in coverages]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"coverage": 5}',
        '{"coverage": [5]}',
        '{"coverage": [{}]}',
        '{"coverage": [{"scenario": "a", "nodes": [], "branches": []}]}',
    ],
)
def test_something_else_is_told(text: str) -> None:
    with pytest.raises(ScenarioError, match="this is no coverage of tests"):
        coverages_from(text)


def test_the_languages_own_ends_are_nothing_to_test(tmp_path: Path) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(
        "scenario: x\nnodes: {a: {ask: Да?, on: {yes: hang_up}}}\n", "utf-8"
    )
    assert list(coverage_of(load_scenario(path), []).branches) == [("a", "on.yes")]
