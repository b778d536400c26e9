"""What every budget of a trunk keeps, whoever counts."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sip.trunk_budget import TrunkBudget

STEPS = st.lists(
    st.tuples(st.sampled_from(("take", "occupy", "give")), st.floats(0, 3)),
    max_size=60,
)


inherited = settings(suppress_health_check=[HealthCheck.differing_executors])
"""Each class that derives from the contract runs its properties; that is the point."""


class BudgetContract:
    """Derive from it, and say how a budget is made."""

    make: Callable[..., AbstractContextManager[TrunkBudget]]
    """With `channels` and `calls_per_s`: a budget of its own for that block."""

    @inherited
    @given(steps=STEPS, channels=st.integers(1, 5), per_s=st.floats(0.1, 20))
    def test_neither_limit_is_ever_passed(
        self, steps: list[tuple[str, float]], channels: int, per_s: float
    ) -> None:
        now_s, begun, used = 1e5, [], 0
        with self.make(channels=channels, calls_per_s=per_s) as budget:
            for step, later_s in steps:
                now_s += later_s
                if step == "take" and budget.take(now_s):
                    begun.append(now_s)
                    used += 1
                elif step == "occupy":
                    assert budget.occupy() is (used < channels)
                    used = min(used + 1, channels)
                elif step == "give" and used:
                    budget.give_back()
                    used -= 1
                assert budget.free == channels - used
        for first, start_s in enumerate(begun):
            for last, end_s in enumerate(begun[first:], first):
                assert last - first + 1 <= (end_s - start_s) * per_s + 1 + 1e-6

    @inherited
    @given(now_s=st.floats(0, 1e6), per_s=st.floats(0.1, 50))
    def test_a_call_may_begin_when_the_wait_that_was_told_is_over(
        self, now_s: float, per_s: float
    ) -> None:
        with self.make(channels=None, calls_per_s=per_s) as budget:
            assert budget.take(now_s)
            wait_s = budget.wait_s(now_s)
            assert wait_s == pytest.approx(1 / per_s)
            assert not budget.take(now_s + wait_s / 2)
            assert budget.take(now_s + wait_s + 1e-6)

    def test_without_limits_everything_may_begin_at_once(self) -> None:
        with self.make(channels=None, calls_per_s=None) as budget:
            assert all(budget.take(0.0) for _ in range(1000))
            assert budget.free is None

    def test_a_call_that_is_refused_costs_nothing(self) -> None:
        with self.make(channels=1, calls_per_s=1.0) as budget:
            assert budget.take(0.0)
            assert not budget.take(5.0)
            budget.give_back()
            assert budget.take(5.0)
            budget.give_back()
            with pytest.raises(ValueError, match="more calls ended"):
                budget.give_back()

    def test_what_the_trunk_places_takes_channels_and_no_turn(self) -> None:
        with self.make(channels=2, calls_per_s=1.0) as budget:
            assert budget.occupy()
            assert budget.take(0.0)
            assert not budget.occupy()
            budget.give_back()
            assert budget.free == 1
            assert budget.occupy()
