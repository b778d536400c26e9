"""Moves word times from the recognizer's clock to the call's."""

from dataclasses import replace

from asr.heard_audio import Stretch
from asr.recognizer import RATE_HZ, Transcript


class CallClock:
    """Knows which part of the call each sample given to the recognizer came from.

    The recognizer hears only speech and a little around it, so its clock skips the
    long pauses of the call.
    """

    def __init__(self) -> None:
        self._given_samples = 0
        self._shifts: list[tuple[int, int]] = []

    def give(self, stretch: Stretch) -> None:
        """The recognizer is given this stretch next."""
        shift = stretch.began_sample - self._given_samples
        if not self._shifts or self._shifts[-1][1] != shift:
            self._shifts.append((self._given_samples, shift))
        self._given_samples += len(stretch.samples)

    def on_call_time(self, transcript: Transcript) -> Transcript:
        """The same words with times in seconds since the call's first sample."""
        words = tuple(
            replace(
                word,
                start_s=self._call_s(word.start_s),
                end_s=self._call_s(word.end_s),
            )
            for word in transcript.words
        )
        return replace(transcript, words=words)

    def _call_s(self, given_s: float) -> float:
        given_sample = given_s * RATE_HZ
        shift = 0
        for began_sample, later_shift in self._shifts:
            if began_sample <= given_sample:
                shift = later_shift
        return (given_sample + shift) / RATE_HZ
