"""Numbers entered by keys, whatever is pressed and when."""

from hypothesis import given
from hypothesis import strategies as st

from voicebot.conversation.key_entry import KeyEntry
from voicebot.scenario.actions import DigitInput

BRANCHES = frozenset("09")

presses = st.lists(
    st.tuples(st.sampled_from("0123456789*#"), st.floats(0.0, 3.0)), max_size=12
)
digit_inputs = st.builds(
    DigitInput,
    most=st.integers(1, 6),
    gap_s=st.floats(0.1, 2.0),
    end_key=st.just("#"),
)


def enter(digits: DigitInput | None, pressed: list[tuple[str, float]]) -> str:
    """What is taken of keys, each so many seconds after the one before."""
    entry = KeyEntry(digits, BRANCHES)
    now_s = 0.0
    for key, pause_s in pressed:
        now_s += pause_s
        if entry.is_over(now_s) or entry.press(key, now_s):
            break
    return entry.keys


@given(digits=digit_inputs, pressed=presses)
def test_a_number_is_never_longer_than_it_may_be_and_holds_no_end_key(
    digits: DigitInput, pressed: list[tuple[str, float]]
) -> None:
    keys = enter(digits, pressed)
    assert len(keys) <= digits.most
    assert "#" not in keys[1:]
    assert (keys == "#") == (bool(pressed) and pressed[0][0] == "#")


@given(digits=digit_inputs, pressed=presses)
def test_a_number_is_what_was_pressed_first_without_a_long_pause(
    digits: DigitInput, pressed: list[tuple[str, float]]
) -> None:
    keys = enter(digits, pressed)
    assert "".join(key for key, _ in pressed).startswith(keys)
    if pressed and pressed[0][0] in BRANCHES:
        assert keys == pressed[0][0]


@given(pressed=presses)
def test_without_a_number_the_first_key_is_the_answer(
    pressed: list[tuple[str, float]],
) -> None:
    assert enter(None, pressed) == "".join(key for key, _ in pressed[:1])


def test_nothing_is_over_before_it_began() -> None:
    entry = KeyEntry(DigitInput(most=4, gap_s=1.0, end_key="#"), BRANCHES)
    assert not entry.has_begun
    assert not entry.is_over(100.0)
