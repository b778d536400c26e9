"""Whatever a test says, it ends in a verdict."""

import functools
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rehearsal.rehearsing import SHOP, literal, suite
from voicebot.rehearsal.cases import Case, TestFile, cases_of
from voicebot.rehearsal.junit import junit_xml
from voicebot.rehearsal.suite import Suite, open_suite, run_suite
from voicebot.rehearsal.text_run import run_as_text
from voicebot.scenario.actions import HangUp
from voicebot.scenario.reading.files import scenarios_in

WORDS = st.sampled_from(["yes", "no", "call_later", "operator", "repeat", "что-то"])
AFTER = st.sampled_from([{}, {"after": "1s"}])
CALLER = st.one_of(
    st.fixed_dictionaries({"says": WORDS}),
    st.fixed_dictionaries({"keys": st.text("0123456789*#", min_size=1, max_size=6)}),
    st.just({"hangs_up": True}),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
MOVES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda move, after: {"caller": {**move, **after}}, CALLER, AFTER),
    st.builds(lambda text: {"bot": text}, st.sampled_from(["робот", "до свидания"])),
    st.builds(lambda count: {"silence": count}, st.integers(1, 3)),
    st.builds(lambda end: {"transfer": end}, st.sampled_from(["connected", "failed"])),
    st.builds(lambda body: {"webhook": {"answers": body}}, JSON),
    st.builds(lambda end: {"webhook": end}, st.sampled_from(["failed", "timed_out"])),
)
TALKS = st.lists(MOVES, max_size=8)

SHIPPED = scenarios_in(Path("dialogs"))


@functools.cache
def shipped(path: Path) -> Suite:
    return open_suite(path)


def case_of(found: Suite, talk: list[dict[str, Any]]) -> Case:
    written = TestFile.model_validate({"tests": [{"test": "any", "talk": talk}]})
    usual = {
        name: slot.example or slot.default or ""
        for name, slot in found.scenario.slots.items()
        if slot.required
    }
    (case,) = cases_of(written, Path("any.tests.yaml"), usual)
    return case


def expect_verdict(found: Suite, talk: list[dict[str, Any]]) -> None:
    case = case_of(found, talk)
    report = run_suite(
        Suite(scenario=found.scenario, cases=(case,)),
        lambda case, scenario: run_as_text(case, scenario, literal),
        lambda _verdict: None,
    )
    (verdict,) = report.verdicts
    record = verdict.record
    assert record.stop is not None or isinstance(record.exchanges[-1].waits_for, HangUp)
    assert verdict.is_passed or verdict.failures[0].line >= 1
    assert ET.fromstring(junit_xml([report])).get("tests") == "1"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Suite:
    return suite(tmp_path_factory.mktemp("shop"), "- test: a", SHOP)


@given(talk=TALKS)
@settings(deadline=None)
def test_any_talk_with_every_kind_of_step_ends_in_a_verdict(
    shop: Suite, talk: list[dict[str, Any]]
) -> None:
    expect_verdict(shop, talk)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@given(talk=TALKS)
@settings(deadline=None, max_examples=30)
def test_any_talk_with_a_shipped_scenario_ends_in_a_verdict(
    path: Path, talk: list[dict[str, Any]]
) -> None:
    expect_verdict(shipped(path), talk)
