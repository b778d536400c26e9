import numpy as np
import pjsua2 as pj

from sip.frames import FrameFiller, read_frame
from sip.leg_audio import SILENT_FRAME


def test_a_frame_that_was_filled_reads_back_byte_for_byte() -> None:
    samples = np.arange(-80, 80, dtype=np.int16).tobytes()
    frame = pj.MediaFrame()
    FrameFiller().fill(frame, samples)
    assert read_frame(frame) == samples


def test_nothing_to_play_is_a_frame_of_silence() -> None:
    frame = pj.MediaFrame()
    FrameFiller().fill(frame, None)
    assert read_frame(frame) == SILENT_FRAME


def test_an_empty_frame_reads_as_nothing() -> None:
    assert read_frame(pj.MediaFrame()) == b""
