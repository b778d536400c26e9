"""Who answered, watched from the first sound of a call on.

Pure: it is told what happened and when, on the call's own clock, and returns what came
of it. One `AnswerWatch` serves one call, or the time before its answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voicebot.answering.rhythm import Rhythm
from voicebot.answering.score import (
    WORDLESS_S,
    machine_verdict,
    person_verdict,
    score_of,
    signal_verdict,
)
from voicebot.answering.signal import Signal, SignalReader
from voicebot.answering.tone import Tone
from voicebot.answering.verdict import Answerer, Verdict
from voicebot.answering.wording import NO_WORDS, Wording, joined, wording_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """When to decide; seconds.

    A verdict falls `deadline_s` after the first speech at the latest, or `silence_s`
    after the answer where nobody speaks; for `watch_s` after the first speech it may
    be revised.
    """

    deadline_s: float = 2.5
    silence_s: float = 4.0
    watch_s: float = 15.0


@dataclass(frozen=True, slots=True)
class ReadSpeech:
    """Recognize what was heard so far, and tell `read`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingOver:
    """The machine listens now: a message may be left, or the secretary answered."""

    at_s: float
    after_beep: bool


Notice = ReadSpeech | GreetingOver | Verdict

Notices = tuple[Notice, ...]

READ_BEFORE_S = 0.1
"""Speech that goes on is read so long before the deadline."""

READ_AGAIN_S = (3.0, 6.0, 10.0)
"""And so long after it, while it still goes on."""

PATIENCE_S = 1.2
"""A reading that was asked for is waited for so long past the deadline."""

HELLO_OVER_S = 0.8
"""After so much silence a greeting without a machine's words was a person's."""

DOUBT = 1.0
DOUBT_OF_TALKER = 3.0
"""Log-odds asked on top to take a person for a machine after all; the second of a person
who has answered the robot's question, as assistants do too."""

TAKES_PART = 0.97
"""How sure it is that whoever answers a question is a person."""

LISTENS_AFTER_S = {
    Answerer.MACHINE: 3.0,
    Answerer.SECRETARY: 0.7,
    Answerer.SCREENING: 0.7,
    Answerer.MENU: 2.0,
    Answerer.INTERCEPT: 1.0,
}
"""The silence after which a machine that did not beep has finished its greeting. Beeps
come up to two seconds after the words."""

LONGEST_GREETING_S = 25.0
"""Whoever speaks on for so long is not going to listen."""

_MAY_PUT_THROUGH = (Answerer.SCREENING, Answerer.MENU, Answerer.SECRETARY)


class AnswerWatch:
    """The verdict on one call: `None` while undecided, then revised as more is heard.

    | heard                                        | verdict                           |
    |----------------------------------------------|-----------------------------------|
    | a machine's words, at any reading            | that machine, at once             |
    | busy, dial, fax or information tones         | tone, fax, intercept, at once     |
    | a greeting, 0.8 s of silence, no such words  | person                            |
    | speech up to the deadline, no such words     | person                            |
    | sound like speech without a word             | silence, at the deadline          |
    | nothing                                      | silence, after `silence_s`        |

    Before the answer (`is_early`) only an operator's announcement or tone counts.
    """

    def __init__(
        self,
        settings: WatchSettings | None = None,
        *,
        began_s: float = 0.0,
        is_early: bool = False,
    ) -> None:
        self._settings = settings or WatchSettings()
        self._began_s = began_s
        self._is_early = is_early
        self._rhythm = Rhythm()
        self._signals = SignalReader()
        self._wording: Wording = NO_WORDS
        self._has_words = False
        self._asked = 0
        self._told = 0
        self._timed_reads = 0
        self._is_closed = False
        self._took_part = False
        self._greeting_is_over = False
        self.verdict: Verdict | None = None

    @property
    def is_watching(self) -> bool:
        """Something may still change the verdict, or the greeting is not over."""
        return not self._is_closed

    def speech_started(self, at_s: float) -> Notices:
        """Somebody began to speak, or went on after a pause."""
        self._rhythm.started(at_s)
        return ()

    def speech_paused(self, at_s: float) -> Notices:
        """Silence since `at_s`."""
        if not self._rhythm.is_speaking:
            return ()
        self._rhythm.paused(at_s)
        return self._ask() if self._may_revise(at_s) else ()

    def read(self, text: str, alternatives: Sequence[str], *, now_s: float) -> Notices:
        """A reading of what was heard up to now, asked for here or by the dialogue."""
        self._told = self._asked
        if self._is_closed:
            return ()
        self._has_words = self._has_words or bool(text)
        wording = wording_of(text, alternatives)
        score = score_of(wording, self._rhythm, now_s)
        if score.odds > self._doubt():
            self._wording = joined(self._wording, wording)
            whole = score_of(self._wording, self._rhythm, now_s)
            return self._judge(machine_verdict(self._wording, whole, now_s))
        if self._was_put_through(wording):
            self._wording = wording
            return self._judge(person_verdict(wording, score, now_s))
        if self.verdict is None:
            self._wording = wording
        return self.tick(now_s)

    def hear_tone(self, tone: Tone) -> Notices:
        """A tone, on the call's clock. Busy after words is somebody's who left.

        Sound without words is no speech: voice activity is told of tones too.
        """
        if self._is_closed:
            return ()
        has_spoken = self._rhythm.first_s is not None
        signal = self._signals.hear(tone, after_speech=has_spoken)
        if signal is Signal.BEEP:
            return self._end_greeting(tone.end_s, after_beep=True)
        verdict = signal_verdict(signal, tone.end_s) if signal else None
        has_left = self._has_words and not self._is_early
        if verdict is None or (has_left and verdict.answerer is Answerer.TONE):
            return ()
        return self._judge(verdict)

    def tick(self, now_s: float) -> Notices:
        """Time passed; call it every 20 ms or so."""
        if self._is_closed:
            return ()
        if self._is_read_due(now_s):
            self._timed_reads += 1
            return self._ask()
        if self.verdict is None or self.verdict.answerer is Answerer.SILENCE:
            return self._decide_in_time(now_s)
        if self.verdict.is_machine:
            return self._greeting_by_silence(now_s)
        self._is_closed = not self._may_revise(now_s)
        return ()

    def took_part(self, now_s: float) -> Notices:
        """They answered the robot's question: only strong words make it a machine now."""
        self._took_part = True
        if self._is_closed or self._is_machine() or self._is_person():
            return ()
        verdict = Verdict(
            answerer=Answerer.PERSON,
            confidence=TAKES_PART,
            why="answered the question",
            at_s=now_s,
        )
        return self._judge(verdict)

    def _doubt(self) -> float:
        if self._took_part:
            return DOUBT_OF_TALKER
        return DOUBT if self._is_person() or self._is_early else 0.0

    def _ask(self) -> Notices:
        self._asked += 1
        return (ReadSpeech(),)

    def _judge(self, verdict: Verdict) -> Notices:
        """Tell a verdict that says something new."""
        if self._is_early and not verdict.announcement:
            return ()
        before, self.verdict = self.verdict, verdict
        is_same = before and (before.answerer, before.announcement) == (
            verdict.answerer,
            verdict.announcement,
        )
        return () if is_same else (verdict,)

    def _is_person(self) -> bool:
        return self.verdict is not None and self.verdict.answerer is Answerer.PERSON

    def _is_machine(self) -> bool:
        return self.verdict is not None and self.verdict.is_machine

    def _was_put_through(self, wording: Wording) -> bool:
        """A person speaks after a machine that puts calls through."""
        return (
            self.verdict is not None
            and self.verdict.answerer in _MAY_PUT_THROUGH
            and self._greeting_is_over
            and wording.person > 0
            and wording.machine == 0
        )

    def _may_revise(self, now_s: float) -> bool:
        first_s = self._rhythm.first_s
        if self._is_machine():
            return now_s - self._began_s < LONGEST_GREETING_S + self._settings.watch_s
        return first_s is None or now_s - first_s < self._settings.watch_s

    def _is_read_due(self, now_s: float) -> bool:
        """Speech that goes on is read shortly before the deadline, and later again."""
        first_s = self._rhythm.first_s
        if first_s is None or not self._rhythm.is_speaking:
            return False
        moments = (0.0, *READ_AGAIN_S)
        if self._timed_reads >= len(moments) or self._asked > self._told:
            return False
        deadline_s = first_s + self._settings.deadline_s - READ_BEFORE_S
        return now_s >= deadline_s + moments[self._timed_reads]

    def _decide_in_time(self, now_s: float) -> Notices:
        if self._is_early:
            return ()
        if self._rhythm.first_s is None:
            is_due = now_s - self._began_s >= self._settings.silence_s
            return self._silent(now_s, "nobody spoke") if is_due else ()
        if not self._is_time_to_decide(now_s, self._rhythm.first_s):
            return ()
        was_read = self._told > 0
        if was_read and not self._has_words and self._rhythm.run_s(now_s) >= WORDLESS_S:
            return self._silent(now_s, "sounds like speech, without words")
        score = score_of(self._wording, self._rhythm, now_s)
        return self._judge(person_verdict(self._wording, score, now_s))

    def _silent(self, now_s: float, why: str) -> Notices:
        return self._judge(
            Verdict(answerer=Answerer.SILENCE, confidence=0.8, why=why, at_s=now_s)
        )

    def _is_time_to_decide(self, now_s: float, first_s: float) -> bool:
        over_s = now_s - first_s - self._settings.deadline_s
        if self._asked > self._told:
            return over_s >= PATIENCE_S
        is_hello_over = self._told > 0 and self._rhythm.silence_s(now_s) >= HELLO_OVER_S
        return is_hello_over or over_s >= 0

    def _greeting_by_silence(self, now_s: float) -> Notices:
        verdict = self.verdict
        if verdict is None or verdict.answerer not in LISTENS_AFTER_S:
            return ()
        silence_s = self._rhythm.silence_s(now_s)
        if silence_s >= LISTENS_AFTER_S[verdict.answerer]:
            return self._end_greeting(now_s, after_beep=False)
        if now_s - (self._rhythm.first_s or now_s) >= LONGEST_GREETING_S:
            return self._end_greeting(now_s, after_beep=False)
        return ()

    def _end_greeting(self, at_s: float, *, after_beep: bool) -> Notices:
        """Once. What is said later matters only where a person may come to the line."""
        verdict = self.verdict
        if self._greeting_is_over or verdict is None or not verdict.is_machine:
            return ()
        self._greeting_is_over = True
        self._is_closed = verdict.answerer not in _MAY_PUT_THROUGH
        return (GreetingOver(at_s=at_s, after_beep=after_beep),)
