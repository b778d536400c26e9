import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.shares import Share, nearest_rank, rounded_share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (95, 100, 0.8882, 0.9785)],
)
def test_an_interval_is_that_of_the_tables(
    hits: int, of: int, low: float, high: float
) -> None:
    interval = Share(hits=hits, of=of).interval
    assert interval == pytest.approx((low, high), abs=1e-4)


@given(
    st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
)
def test_an_interval_holds_its_share_and_stays_a_share(counts: tuple[int, int]) -> None:
    share = Share(hits=counts[0], of=counts[1])
    low, high = share.interval
    assert share.value is not None
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


def test_of_nothing_nothing_is_known() -> None:
    assert Share(hits=0, of=0).value is None
    assert Share(hits=0, of=0).interval == (0.0, 1.0)
    assert rounded_share([]) is None
    assert nearest_rank([], 0.5) is None


def test_a_percentile_is_one_of_the_values() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert nearest_rank(values, 0.5) == 3.0
    assert nearest_rank(values, 0.95) == 5.0
    assert nearest_rank(values, 0.2) == 1.0
