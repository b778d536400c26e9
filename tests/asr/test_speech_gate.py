import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.speech_gate import Edge, SpeechGate, SpeechGateSettings
from asr.voice_activity import WINDOW_SAMPLES

DRAWN = {"#": 0.9, "f": 0.9, "s": 0.9, "+": 0.25, ".": 0.05}
SETTINGS = SpeechGateSettings(
    enter=0.3,
    leave=0.2,
    start_s=0.096,
    pause_s=0.16,
    far_pause_s=0.32,
    silent_pause_s=0.2,
)


def edges(pattern: str) -> list[tuple[int, Edge, int]]:
    """Window noticed, edge, window it began.

    `#` speech, `f` far speech, `s` silence taken for speech, `+` doubtful.
    """
    gate = SpeechGate(SETTINGS)
    found = (
        (i, gate.hear(DRAWN[mark], is_near=mark != "f", is_silent=mark == "s"))
        for i, mark in enumerate(pattern)
    )
    return [(i, edge, gate.edge_sample // WINDOW_SAMPLES) for i, edge in found if edge]


def test_a_click_shorter_than_the_start_time_opens_nothing() -> None:
    assert edges("..##....##..") == []


def test_a_phrase_gives_two_edges_at_the_windows_where_they_truly_began() -> None:
    assert edges("...####......") == [(5, Edge.STARTED, 3), (11, Edge.PAUSED, 7)]


def openings(pattern: str) -> str:
    """`?` where it says that somebody seems to begin."""
    gate = SpeechGate(SETTINGS)
    drawn = {**DRAWN, "o": 0.35}
    marks = []
    for mark in pattern:
        gate.hear(drawn[mark])
        marks.append("?" if gate.is_opening else "-")
    return "".join(marks)


def test_one_clear_window_is_a_beginning_until_it_opens_or_was_nothing() -> None:
    assert openings("..##...###") == "--??---??-"
    assert openings("..#++.") == "--???-"


def test_of_less_clear_windows_it_takes_two() -> None:
    assert openings(".o.oo.ooo") == "----?--?-"


def test_a_phrase_with_a_short_gap_stays_one_phrase() -> None:
    found = [edge for _, edge, _ in edges("...####...####.......")]
    assert found == [Edge.STARTED, Edge.PAUSED]


def test_doubtful_windows_neither_count_nor_forget() -> None:
    assert edges("..#+#+#") == [(6, Edge.STARTED, 2)]
    assert edges("..+++++++") == []
    assert edges("####.+.+.+.+.")[-1] == (12, Edge.PAUSED, 4)


def test_far_speech_opens_nothing() -> None:
    assert edges("ffffffffff") == []
    assert edges("##f##f##f") == []


def test_far_speech_after_the_callers_is_a_pause_that_takes_longer() -> None:
    assert edges("####ffffffffff")[-1] == (13, Edge.PAUSED, 4)
    assert edges("####fffffffff#")[1:] == []
    assert edges("####ffff...")[-1] == (10, Edge.PAUSED, 4)


def test_a_silence_is_a_pause_whatever_the_probability_though_a_little_later() -> None:
    assert edges("####ssssssss")[-1] == (10, Edge.PAUSED, 4)
    assert edges("####ss....")[-1] == (9, Edge.PAUSED, 4)
    assert edges("####sssss#")[1:] == []


@given(st.text(alphabet="#fs+.", max_size=200))
def test_edges_take_turns_and_never_go_back(pattern: str) -> None:
    found = edges(pattern)
    kinds = [edge for _, edge, _ in found]
    assert kinds == [Edge.STARTED, Edge.PAUSED] * (len(kinds) // 2) + (
        [Edge.STARTED] if len(kinds) % 2 else []
    )
    begun = [began for _, _, began in found]
    assert begun == sorted(begun)
    assert all(began < noticed for noticed, _, began in found)


@pytest.mark.parametrize(
    "wrong",
    [
        {"enter": 0.2, "leave": 0.3},
        {"leave": 0.0},
        {"enter": 1.0},
        {"start_s": 0.0},
        {"pause_s": -1.0},
        {"far_pause_s": 0.0},
    ],
)
def test_settings_that_cannot_be_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="speech gate"):
        SpeechGateSettings(**wrong)
