import numpy as np

from tts.synthesizer import Speech


class CountingSynthesizer:
    """A tone of 100 ms a character; remembers what it was asked for."""

    name = "counting"
    voices = ("low", "high")

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.asked: list[tuple[str, str]] = []

    def synthesize(self, text: str, voice: str) -> Speech:
        self.asked.append((text, voice))
        time = np.arange(800 * len(text)) / 8000
        wave = 8000 * np.sin(2 * np.pi * (300 if voice == "low" else 600) * time)
        return Speech(samples=wave.astype(np.int16), rate_hz=8000)

    def close(self) -> None:
        return
