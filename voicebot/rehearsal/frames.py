"""What a studio's telephones play, 20 ms at a time."""

import numpy as np

from sip.leg import FRAME_SAMPLES, Samples
from sip.playback import Playback

SILENCE: Samples = np.zeros(FRAME_SAMPLES, np.int16)


def next_frame(playback: Playback) -> Samples:
    """160 samples; silence where nothing waits."""
    taken = playback.take_from_media_thread()
    return np.frombuffer(taken, "<i2").astype(np.int16) if taken else SILENCE
