"""What is said of choices holds for every value, not only for those that were tried."""

import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.talking import NOW
from voicebot.scenario.checking.sampling import Choices, choices_made
from voicebot.scenario.condition import Known
from voicebot.scenario.model import Scenario
from voicebot.scenario.nodes.choose import Choose
from voicebot.scenario.reading.loader import load_scenario

HEAD = """\
scenario: choices
slots: {debt: number, paid: number, city: text, call_at: time, agreed: yes_no}
nodes:
"""

NUMBERS = st.integers(-3, 6) | st.sampled_from([0.5, 1000, 50000])
ORDERS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
MOMENTS = st.integers(-40, 40).map(lambda hours: NOW + timedelta(hours=hours))
CITIES = st.sampled_from(["Москва", "Тула", "5", "", "москва"])

COMPARISONS = st.one_of(
    st.builds("{} {} {}".format, st.sampled_from(["debt", "paid"]), ORDERS, NUMBERS),
    st.builds("debt {} paid".format, ORDERS),
    st.builds("{} < debt <= {}".format, NUMBERS, NUMBERS),
    st.builds("debt in ({}, {})".format, NUMBERS, NUMBERS),
    st.builds("city {} {!r}".format, st.sampled_from(["==", "!="]), CITIES),
    st.builds("city not in ({!r}, {!r})".format, CITIES, CITIES),
    st.builds("call_at {} now".format, ORDERS),
    st.builds("call_at {} '{}'".format, ORDERS, MOMENTS),
    st.builds("now {} '{}'".format, ORDERS, MOMENTS),
    st.sampled_from(["debt", "city", "call_at", "agreed", "agreed == 'no'"]),
)
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=3,
)
VALUES = st.fixed_dictionaries(
    {
        "debt": st.just("") | NUMBERS.map(str),
        "paid": st.just("") | NUMBERS.map(str),
        "city": CITIES,
        "call_at": st.just("") | MOMENTS.map(datetime.isoformat),
        "agreed": st.sampled_from(["", "yes", "no"]),
    }
)


def scenario_of(conditions: list[str]) -> Scenario:
    choices = [{"when": condition, "go": "hang_up"} for condition in conditions]
    text = HEAD + f"  only: {{choose: {json.dumps(choices, ensure_ascii=False)}}}\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "choices.yaml"
        path.write_text(text, encoding="utf-8")
        return load_scenario(path)


def made_of(*conditions: str) -> Choices:
    made = choices_made(scenario_of([*conditions]), "only")
    assert made is not None
    return made


@settings(deadline=None)
@given(
    conditions=st.lists(CONDITIONS, min_size=1, max_size=3),
    cases=st.lists(st.tuples(VALUES, MOMENTS), min_size=1, max_size=30),
)
def test_no_value_contradicts_what_is_said_of_choices(
    conditions: list[str], cases: list[tuple[dict[str, str], datetime]]
) -> None:
    scenario = scenario_of(conditions)
    made = choices_made(scenario, "only")
    step = scenario.nodes["only"].steps_by_key["choose"]
    assert isinstance(step, Choose)
    types = {name: slot.type for name, slot in scenario.slots.items()}
    for values, now in cases if made else ():
        known = Known(values=values, types=types, now=now)
        holding = [
            place
            for place, choice in enumerate(step.choices)
            if choice.when and choice.when.holds(known)
        ]
        assert made is not None
        assert all(made.holding[place] for place in holding)
        assert not holding or made.taken[holding[0]]
        assert holding or not made.is_exhaustive


@pytest.mark.parametrize(
    "condition",
    [
        "debt > 5 and debt < 3",
        "debt == 1 and debt == 2",
        "city == 'Москва' and city == 'Тула'",
        "debt == 'много'",
        "not debt and debt > 5",
        "5 < 3",
        "now < '2026-01-01' and now > '2026-02-01'",
    ],
)
def test_a_contradiction_never_holds(condition: str) -> None:
    assert made_of(condition).holding == (False,)


def test_a_wider_choice_shadows_a_narrower_one_below_it() -> None:
    made = made_of("debt > 100", "debt > 1000", "not debt")
    assert made.holding == (True, True, True)
    assert made.taken == (True, False, True)


def test_an_empty_slot_slips_through_every_comparison() -> None:
    assert not made_of("debt > 5", "debt <= 5").is_exhaustive
    assert made_of("debt > 5", "debt <= 5", "not debt").is_exhaustive


def test_what_would_take_too_long_is_not_tried() -> None:
    many = f"debt in {tuple(range(40))} and paid > debt and city == '7'"
    assert choices_made(scenario_of([many]), "only") is None
