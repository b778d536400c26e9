import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.recognizer import RATE_HZ
from asr.whisper_words import bare, bare_text, words_over

LOUD = np.full(RATE_HZ, 3000, np.int16)
QUIET = np.zeros(RATE_HZ, np.int16)


def test_words_share_the_sound_by_their_letters() -> None:
    first, second = words_over("Да. Оставьте!", LOUD, 0.5)
    assert (first.text, second.text) == ("да", "оставьте")
    assert (first.start_s, second.end_s) == (0.0, 1.0)
    assert first.end_s == second.start_s == pytest.approx(0.25, abs=0.02)
    assert second.confidence == 0.5


def test_nobody_speaks_in_silence() -> None:
    first, second = words_over("раз два", np.concatenate([QUIET, LOUD, QUIET]), 1.0)
    assert first.start_s == pytest.approx(1.0, abs=0.02)
    assert second.end_s == pytest.approx(2.0, abs=0.02)


def test_a_pause_lies_between_the_words_around_it() -> None:
    first, second = words_over("раз два", np.concatenate([LOUD, QUIET, LOUD]), 1.0)
    assert first.end_s <= 2.05
    assert second.start_s >= 0.95


@given(st.text(alphabet="да -.!", max_size=30), st.integers(160, 30_000))
def test_times_never_go_back_nor_leave_the_sound(text: str, length: int) -> None:
    dice = np.random.default_rng(length)
    spoken = (dice.standard_normal(length) * 2000).astype(np.int16)
    times_s = [
        at_s
        for word in words_over(text, spoken, 1.0)
        for at_s in (word.start_s, word.end_s)
    ]
    assert times_s == sorted(times_s)
    assert all(0 <= at_s <= length / RATE_HZ for at_s in times_s)


def test_punctuation_alone_is_no_word() -> None:
    assert words_over(" - ...", LOUD, 0.9) == ()


def test_a_bare_word_keeps_what_is_inside_it() -> None:
    assert bare("«Не-а!»") == "не-а"
    assert bare_text("Да, — в 14:40?") == "да в 14:40"
