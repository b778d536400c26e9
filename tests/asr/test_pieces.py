import numpy as np

from asr.pieces import split_at_quiet
from asr.recognizer import RATE_HZ


def test_speech_is_cut_within_its_quiet_moment() -> None:
    samples = np.full(9 * RATE_HZ, 5000, np.int16)
    samples[7 * RATE_HZ : 7 * RATE_HZ + 2000] = 3
    assert 7 * RATE_HZ < split_at_quiet(samples) < 7 * RATE_HZ + 2000


def test_an_earlier_pause_does_not_make_the_piece_short() -> None:
    samples = np.full(9 * RATE_HZ, 5000, np.int16)
    samples[RATE_HZ : 2 * RATE_HZ] = 0
    assert split_at_quiet(samples) >= 6 * RATE_HZ


def test_what_is_too_short_to_search_stays_whole() -> None:
    assert split_at_quiet(np.zeros(100, np.int16)) == 100
    assert split_at_quiet(np.zeros(0, np.int16)) == 0
