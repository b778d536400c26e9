"""The voice of callers that are only written."""

import soxr

from sip.leg import RATE_HZ, Samples
from tts.cache import PromptCache

DEEPER = 1.12
"""Where the synthesizer has but one voice, a caller's is the robot's own, played this
much slower and so deeper, as another person's would be."""


class CallerVoice:
    """Speaks callers' lines; each is kept as prompts are, so that it is made once."""

    def __init__(self, prompts: PromptCache) -> None:
        self._prompts = prompts

    def speech(self, text: str) -> Samples:
        """8 kHz, as a microphone has it.

        Raises:
            TtsError: the synthesizer fails.
        """
        spoken = self._prompts.speech(text).samples
        deeper: Samples = soxr.resample(spoken, RATE_HZ, RATE_HZ * DEEPER)
        return deeper
