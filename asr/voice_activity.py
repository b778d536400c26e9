"""What a voice activity detector is to a call."""

from typing import Protocol

from asr.recognizer import Samples

WINDOW_SAMPLES = 256
"""One decision: 32 ms at 8 kHz."""


class VoiceActivityDetector(Protocol):
    """Tells speech from everything else, a window at a time, for one call."""

    def speech_probability(self, window: Samples) -> float:
        """Probability of speech, 0 to 1, in the next 256 samples at 8 kHz."""

    def reset(self) -> None:
        """Forget all that was heard."""
