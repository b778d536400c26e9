"""What a simulated subscriber does next, frame by frame of an answered call."""

from dataclasses import dataclass

from sip.leg import FRAME_SAMPLES, RATE_HZ, Samples
from sip.manner import Manner, Utterance
from sip.phrase_detector import Phrase, PhraseDetector

_FRAME_S = FRAME_SAMPLES / RATE_HZ
_INTO_PHRASE_S = 0.5
"""How far into a phrase a subscriber that interrupts it by hanging up does so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """Play or press this now."""

    utterance: Utterance


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call now."""


Action = Speak | HangUp


class Behaviour:
    """A pure machine: its clock is the number of frames heard since the answer."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._timed = sorted(manner.timed, key=lambda timed: timed.at_s)
        self._replies = list(manner.replies)
        self._far_end = PhraseDetector(manner.pause_s)
        self._phrases_answered = 0
        self._frames = 0

    @property
    def now_s(self) -> float:
        return self._frames * _FRAME_S

    @property
    def far_phrases(self) -> list[Phrase]:
        return self._far_end.phrases

    def hear(self, frame: Samples, *, is_speaking: bool) -> list[Action]:
        """One frame; `is_speaking`: what this side plays is not over."""
        self._frames += 1
        self._far_end.hear(frame)
        if self._is_time_to_hang_up():
            return [HangUp()]
        return [*self._timed_actions(), *self._reply(is_speaking=is_speaking)]

    def _is_time_to_hang_up(self) -> bool:
        after_s, in_phrase = (
            self._manner.hang_up_after_s,
            self._manner.hang_up_in_phrase,
        )
        if after_s is not None and self.now_s >= after_s:
            return True
        if in_phrase is None or len(self.far_phrases) < in_phrase:
            return False
        return self.now_s >= self.far_phrases[in_phrase - 1].start_s + _INTO_PHRASE_S

    def _timed_actions(self) -> list[Action]:
        due: list[Action] = []
        while self._timed and self._timed[0].at_s <= self.now_s:
            due.append(Speak(utterance=self._timed.pop(0).utterance))
        return due

    def _reply(self, *, is_speaking: bool) -> list[Action]:
        has_new_phrase = len(self.far_phrases) > self._phrases_answered
        far_end_is_done = has_new_phrase and not self._far_end.is_speaking
        if not self._replies or is_speaking or not far_end_is_done:
            return []
        self._phrases_answered = len(self.far_phrases)
        return [Speak(utterance=self._replies.pop(0))]
