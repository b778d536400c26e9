"""A voice that hums: as long as the text, so that tests can tell texts apart."""

import numpy as np

from tts.errors import TtsError
from tts.spans import speak_spans
from tts.synthesizer import Samples, Speech

RATE_HZ = 16000
SAMPLES_A_LETTER = 1000


class ToneSynthesizer:
    """Implements `tts.synthesizer.Synthesizer`; counts what it was asked for."""

    name = "tone"
    version = "7"
    voices = ("low", "high")

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def synthesize(self, text: str, voice: str) -> Speech:
        if voice not in self.voices:
            raise TtsError('no voice "{voice}"', voice=voice)
        self.asked.append((text, voice))
        return speak_spans(text, RATE_HZ, self._hum)

    def close(self) -> None:
        """Nothing is held."""

    @staticmethod
    def _hum(text: str, speed: float) -> Samples:
        length = round(SAMPLES_A_LETTER * len(text) / speed)
        wave = np.sin(2 * np.pi * 220 / RATE_HZ * np.arange(length))
        samples: Samples = (8000 * wave).astype(np.int16)
        return samples
