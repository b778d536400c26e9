"""Runs a whole recording through the same ear as a live call."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from asr.ear import Ear, HearingEvent, SpeechStarted
from asr.recognizer import RATE_HZ, Samples, Transcript

FRAME_SAMPLES = 160
_SILENCE_AFTER = np.zeros(RATE_HZ // 2, np.int16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of speech, in seconds since the first sample."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """A heard recording. `latency_s` is the recognizer's time after the last pause."""

    transcript: Transcript
    speech: tuple[Span, ...]
    latency_s: float


def listen(ear: Ear, samples: Samples, phrases: Sequence[str] = ()) -> Listening:
    """Hear a recording as one turn, transcribed at its last pause.

    It comes in 20 ms frames as from a call; half a second of silence follows, as when
    the caller leaves, so that speech up to the last sample ends too. An ear hears one
    recording.
    """
    ear.begin(phrases)
    padded = np.concatenate([samples, _SILENCE_AFTER])
    events = [
        event
        for began in range(0, len(padded), FRAME_SAMPLES)
        for event in ear.hear(padded[began : began + FRAME_SAMPLES])
    ]
    if not events:
        return Listening(transcript=Transcript(), speech=(), latency_s=0.0)
    asked_s = time.perf_counter()
    transcript = ear.transcribe()
    latency_s = time.perf_counter() - asked_s
    return Listening(transcript=transcript, speech=_spans(events), latency_s=latency_s)


def _spans(events: Sequence[HearingEvent]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for event in events:
        if isinstance(event, SpeechStarted):
            spans.append(Span(start_s=event.at_s, end_s=event.noticed_s))
        else:
            spans[-1] = Span(start_s=spans[-1].start_s, end_s=event.at_s)
    return tuple(spans)
