import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.pre_roll import PreRoll


@given(st.lists(st.integers(0, 30)), st.integers(1, 50))
def test_it_keeps_the_newest_samples_in_order(lengths: list[int], room: int) -> None:
    everything = np.arange(sum(lengths), dtype=np.int16)
    pre_roll = PreRoll(room)
    for end, length in zip(np.cumsum(lengths), lengths, strict=True):
        pre_roll.add(everything[end - length : end])
    kept = min(room, len(everything))
    assert len(pre_roll) == kept
    assert pre_roll.take().tolist() == everything[len(everything) - kept :].tolist()


def test_taking_forgets() -> None:
    pre_roll = PreRoll(10)
    pre_roll.add(np.ones(4, np.int16))
    pre_roll.take()
    assert len(pre_roll) == 0
    assert pre_roll.take().tolist() == []


def test_no_room_is_refused() -> None:
    with pytest.raises(ValueError, match="room"):
        PreRoll(0)
