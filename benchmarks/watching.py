"""The watch of who answered, told what a call would tell it for its first seconds."""

from collections.abc import Callable

from benchmarks.heard import Edge, Reading
from voicebot.answering.tone import Tone
from voicebot.answering.verdict import Verdict
from voicebot.answering.watch import AnswerWatch, Notices, ReadSpeech, WatchSettings

FRAME_S = 0.02

Read = Callable[[float], Reading]
"""Reads all speech until this moment."""


class Watching:
    """Hears `within_s` after the first speech, no more; `read` recognizes when asked."""

    def __init__(self, read: Read, within_s: float) -> None:
        self._read = read
        self._within_s = within_s
        self._watch = AnswerWatch(WatchSettings())
        self._now_s = 0.0
        self.first_s: float | None = None
        self.readings = 0

    @property
    def verdict(self) -> Verdict | None:
        return self._watch.verdict

    @property
    def is_over(self) -> bool:
        """Whether all that counts was heard."""
        return self.first_s is not None and self._now_s >= self.first_s + self._within_s

    def hear_tone(self, tone: Tone, now_s: float) -> None:
        self._now_s = now_s
        self._follow(self._watch.hear_tone(tone))

    def hear_edge(self, edge: Edge, now_s: float) -> None:
        self._now_s = now_s
        if not edge.is_start:
            self._follow(self._watch.speech_paused(edge.at_s))
            return
        self.first_s = edge.at_s if self.first_s is None else self.first_s
        self._follow(self._watch.speech_started(edge.at_s))

    def tick(self, now_s: float) -> None:
        self._now_s = now_s
        self._follow(self._watch.tick(now_s))

    def decide(self) -> None:
        """The clock runs on until the verdict, and nothing more is heard."""
        while self._watch.verdict is None:
            self.tick(self._now_s + FRAME_S)

    def _follow(self, notices: Notices) -> None:
        if ReadSpeech() not in notices:
            return
        reading = self._read(self._now_s)
        self.readings += 1
        told = self._watch.read(reading.text, reading.alternatives, now_s=self._now_s)
        self._follow(told)
