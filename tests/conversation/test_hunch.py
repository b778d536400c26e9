"""A guess holds the prompt for a moment, and a line that fools it is guessed at no more."""

from voicebot.conversation.hunch import Hunch

MARKS = {"#": (True, True, False), "e": (True, False, True), ".": (False, False, False)}
"""A voice that seems to begin, an echo that does, silence; `v` is any other sound."""


def lives(drawing: str, hunch: Hunch | None = None) -> str:
    """A tick a mark; `!` is the tick in which the ear is sure."""
    hunch = hunch or Hunch()
    found = []
    for mark in drawing:
        if mark == "!":
            hunch.speech_started()
        else:
            is_beginning, is_voice, is_echo = MARKS.get(mark, (False, True, False))
            hunch.hear(is_beginning=is_beginning, is_voice=is_voice, is_echo=is_echo)
        found.append("?" if hunch.is_live else "-")
    return "".join(found)


def test_it_lives_from_the_first_likeness_to_the_sure_start() -> None:
    assert lives("..v###!") == "---???-"
    assert lives("..###!") == "---??-"


def test_it_dies_with_what_seemed_a_voice() -> None:
    assert lives("v##...") == "-??---"


def test_an_echo_wakes_none_and_kills_one() -> None:
    assert lives("vveee") == "-----"
    assert lives("v##e") == "-??-"


def test_it_does_not_outlive_the_time_in_which_speech_begins() -> None:
    assert lives("v" + "#" * 20).count("?") < 20


def test_a_line_that_fooled_it_three_times_is_guessed_at_no_more() -> None:
    hunch = Hunch()
    assert lives("v##..v##..v##..", hunch).count("?") == 6
    assert lives("v##..v##..", hunch).count("?") == 0


def test_a_guess_that_was_right_makes_good_for_a_wrong_one() -> None:
    hunch = Hunch()
    lives("v##..v##.." + "v##!..v##!..", hunch)
    assert lives("v##..v##..", hunch).count("?") == 4
