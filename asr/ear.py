"""One call's hearing: voice activity, gate, pre-roll and recognizer in one object.

    caller's frames ─▶ windows ─▶ voice activity ─▶ nearness ─▶ gate ─▶ SpeechStarted / -Paused
                          └─▶ pre-roll ─▶ speech ─▶ what waits ─▶ recognizer (worker)

`hear` and `begin` are for the call's loop: they cost 0.1 ms a window and never wait for
the recognizer. `partial` and `transcribe` block for the recognizer's work and are for a
worker thread; they may be called while the loop goes on hearing.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from asr.call_clock import CallClock
from asr.heard_audio import HeardAudio, Question, Stretch
from asr.nearness import Nearness
from asr.pre_roll import PreRoll
from asr.recognizer import RATE_HZ, Recognizer, Samples, Transcript
from asr.speech_gate import Edge, SpeechGate, SpeechGateSettings
from asr.voice_activity import WINDOW_SAMPLES, VoiceActivityDetector

PRE_ROLL_S = 0.4
"""A phrase is noticed about 0.13 s after it began; its soft first letters come before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted:
    """The caller began to speak at `at_s`; `noticed_s` is the call's time now."""

    at_s: float
    noticed_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechPaused:
    """The caller is silent since `at_s`; `noticed_s` is the call's time now.

    The moment to transcribe: the reading may be ready when the turn ends.
    """

    at_s: float
    noticed_s: float


HearingEvent = SpeechStarted | SpeechPaused


class Ear:
    """Hears one call from its first sample; times are seconds since that sample."""

    def __init__(
        self,
        detector: VoiceActivityDetector,
        recognizer: Recognizer,
        gate_settings: SpeechGateSettings | None = None,
    ) -> None:
        self._detector = detector
        self._nearness = Nearness()
        self._gate = SpeechGate(gate_settings)
        self._pre_roll = PreRoll(round(PRE_ROLL_S * RATE_HZ))
        self._window = np.empty(0, np.int16)
        self._heard_samples = 0
        self._waiting = HeardAudio()
        self._waiting.begin(())
        self._seat = _Seat(recognizer)

    @property
    def is_speech(self) -> bool:
        """The caller is speaking, or fell silent too lately to call it a pause."""
        return self._gate.is_open

    @property
    def is_speech_beginning(self) -> bool:
        """The last windows sound as if the caller began to speak; nothing is sure yet."""
        return self._gate.is_opening

    @property
    def dropped_samples(self) -> int:
        """Speech lost because no worker drained it for a minute; 0 in good health."""
        return self._waiting.dropped_samples

    def begin(self, phrases: Sequence[str] = ()) -> None:
        """A new question (or a false start to forget): drop all speech heard so far.

        Returns at once; the recognizer learns of it with the next worker's call. The
        pre-roll stays, so speech that is just starting loses nothing.
        """
        self._waiting.begin(phrases)

    def hear(self, frame: Samples) -> tuple[HearingEvent, ...]:
        """Take the caller's next samples, of any number; a call brings 160 at a time."""
        joined = np.concatenate([self._window, frame])
        whole = len(joined) - len(joined) % WINDOW_SAMPLES
        self._window = joined[whole:]
        events = (
            self._hear_window(joined[began : began + WINDOW_SAMPLES])
            for began in range(0, whole, WINDOW_SAMPLES)
        )
        return tuple(event for event in events if event)

    def listen_afresh(self) -> None:
        """Let voice activity detection forget what it heard: it has gone deaf."""
        self._detector.reset()

    def partial(self) -> Transcript:
        """What is recognized so far of the speech since `begin`; may be empty."""
        seat = self._seat
        with seat.lock:
            seat.feed(self._waiting)
            return seat.clock.on_call_time(seat.recognizer.partial())

    def transcribe(self) -> Transcript:
        """The best reading of all speech since `begin`, with times of the call."""
        seat = self._seat
        with seat.lock:
            seat.feed(self._waiting)
            return seat.clock.on_call_time(seat.recognizer.transcribe())

    def renew(self, recognizer: Recognizer) -> None:
        """Go on with a fresh recognizer, which hears all speech since `begin` again.

        Returns at once: the old one may hang in a worker's call for ever.
        """
        old, self._seat = self._seat, _Seat(recognizer)
        self._waiting.put_back(old.question, tuple(old.given))

    def _hear_window(self, window: Samples) -> HearingEvent | None:
        was_open = self._gate.is_open
        probability = self._detector.speech_probability(window)
        is_near = self._nearness.hear(window, probability)
        edge = self._gate.hear(
            probability, is_near=is_near, is_silent=self._nearness.is_silent
        )
        self._heard_samples += WINDOW_SAMPLES
        self._pre_roll.add(window)
        if was_open or self._gate.is_open:
            self._pass_on()
        return self._event(edge) if edge else None

    def _pass_on(self) -> None:
        began_sample = self._heard_samples - len(self._pre_roll)
        self._waiting.append(
            Stretch(began_sample=began_sample, samples=self._pre_roll.take())
        )

    def _event(self, edge: Edge) -> HearingEvent:
        at_s = self._gate.edge_sample / RATE_HZ
        noticed_s = self._heard_samples / RATE_HZ
        if edge is Edge.STARTED:
            return SpeechStarted(at_s=at_s, noticed_s=noticed_s)
        return SpeechPaused(at_s=at_s, noticed_s=noticed_s)


class _Seat:
    """A recognizer at work and all that it was given of one question, at most a minute.

    Whoever holds the lock may use it; `question` and `given` may be read without.
    """

    def __init__(self, recognizer: Recognizer) -> None:
        self.recognizer = recognizer
        self.lock = threading.Lock()
        self.clock = CallClock()
        self.question: Question | None = None
        self.given: list[Stretch] = []

    def feed(self, waiting: HeardAudio) -> None:
        question, stretches = waiting.take()
        if question:
            self.question = question
            self.given = []
        self.given.extend(stretches)
        if question:
            self.recognizer.begin(question.phrases)
            self.clock = CallClock()
        for stretch in stretches:
            self.clock.give(stretch)
            self.recognizer.hear(stretch.samples)
