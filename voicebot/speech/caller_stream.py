"""One caller's audio on its way to a recognizer of the speech service."""

from collections.abc import Sequence

import numpy as np
import soxr
from wyoming.audio import AudioChunk

from asr.recognizer import RATE_HZ, Recognizer, Samples, Transcript

LONGEST_S = 60.0
"""Nobody answers a question for longer."""

FEED_SAMPLES = RATE_HZ * 32 // 100
"""What is worth a thread's attention while the caller still speaks."""

_SAMPLE_BYTES = 2


class TooLong(Exception):
    """More audio than any answer has."""


class CallerStream:
    """Audio of one question, as it arrives. `feed` and `read` belong on a worker."""

    def __init__(self, recognizer: Recognizer, phrases: Sequence[str]) -> None:
        self._recognizer = recognizer
        self._phrases: Sequence[str] | None = phrases
        self._waiting: list[Samples] = []
        self._heard_samples = 0

    def take(self, chunk: AudioChunk) -> None:
        """Keep it until a worker feeds it.

        Raises:
            TooLong: the stream is longer than `LONGEST_S`.
            ValueError: the audio is not 16 bit.
        """
        samples = telephone_samples(chunk)
        self._heard_samples += len(samples)
        if self._heard_samples > LONGEST_S * RATE_HZ:
            raise TooLong(f"more than {LONGEST_S:g} s of audio")
        self._waiting.append(samples)

    @property
    def has_much_waiting(self) -> bool:
        return sum(map(len, self._waiting)) >= FEED_SAMPLES

    def feed(self) -> None:
        """Let the recognizer hear what waits."""
        if self._phrases is not None:
            self._recognizer.begin(self._phrases)
            self._phrases = None
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._recognizer.hear(np.concatenate(waiting))

    def read(self) -> Transcript:
        self.feed()
        return self._recognizer.transcribe()


def telephone_samples(chunk: AudioChunk) -> Samples:
    """8 kHz mono of 16 bit; other rates are resampled, of channels the first is taken.

    Raises:
        ValueError: samples of another width.
    """
    if chunk.width != _SAMPLE_BYTES:
        raise ValueError(f"{8 * chunk.width} bit audio; send 16 bit")
    samples = np.frombuffer(chunk.audio, "<i2").astype(np.int16)[:: chunk.channels]
    if chunk.rate == RATE_HZ:
        return samples
    resampled: Samples = soxr.resample(samples, chunk.rate, RATE_HZ)
    return resampled
