import pytest
from hypothesis import given
from hypothesis import strategies as st

from sip.trunk_budget import TrunkBudget

STEPS = st.lists(
    st.tuples(st.sampled_from(("take", "occupy", "give")), st.floats(0, 3)),
    max_size=80,
)


@given(steps=STEPS, channels=st.integers(1, 5), per_s=st.floats(0.1, 20))
def test_neither_limit_is_ever_passed_by_placed_calls(
    steps: list[tuple[str, float]], channels: int, per_s: float
) -> None:
    budget = TrunkBudget(channels=channels, calls_per_s=per_s)
    now_s, begun, used = 0.0, [], 0
    for step, later_s in steps:
        now_s += later_s
        if step == "take" and budget.take(now_s):
            assert used < channels
            begun.append(now_s)
            used += 1
        elif step == "occupy":
            budget.occupy()
            used += 1
        elif step == "give" and used:
            budget.give_back()
            used -= 1
        assert budget.used == used
    for first, start_s in enumerate(begun):
        for last, end_s in enumerate(begun[first:], first):
            assert last - first + 1 <= (end_s - start_s) * per_s + 1 + 1e-6


@given(now_s=st.floats(0, 1e6), per_s=st.floats(0.1, 50))
def test_a_call_may_begin_when_the_wait_that_was_told_is_over(
    now_s: float, per_s: float
) -> None:
    budget = TrunkBudget(channels=None, calls_per_s=per_s)
    assert budget.take(now_s)
    wait_s = budget.wait_s(now_s)
    assert wait_s == pytest.approx(1 / per_s)
    assert not budget.take(now_s + wait_s / 2)
    assert budget.take(now_s + wait_s + 1e-6)


def test_without_limits_everything_may_begin_at_once() -> None:
    budget = TrunkBudget(channels=None, calls_per_s=None)
    assert all(budget.take(0.0) for _ in range(1000))


def test_a_call_that_is_refused_costs_nothing() -> None:
    budget = TrunkBudget(channels=1, calls_per_s=1.0)
    assert budget.take(0.0)
    assert not budget.take(5.0)
    budget.give_back()
    assert budget.take(5.0)
    budget.give_back()
    with pytest.raises(ValueError, match="more calls ended"):
        budget.give_back()
