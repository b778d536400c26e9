"""The newest samples lie in one piece, whatever was kept before."""

import numpy as np

from voicebot.conversation.recent import Recent


def test_what_is_kept_is_the_end_of_all_that_came() -> None:
    every = np.arange(1, 2001, dtype=np.int16)
    recent = Recent(300)
    for number in range(0, 2000, 160):
        kept = recent.add(every[number : number + 160])
        came = np.concatenate([np.zeros(300, np.int16), every[: number + 160]])
        assert kept.tolist() == came[-300:].tolist()


def test_before_the_first_sample_there_was_silence() -> None:
    assert not Recent(300).samples.any()
    assert len(Recent(300).samples) == 300
