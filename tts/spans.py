"""Renders a row of spans with an engine that speaks one plain text at one speed."""

from collections.abc import Callable

import numpy as np

from tts.ssml import Pause, Span, parse_spans
from tts.synthesizer import Samples, Speech

SpeakAtRate = Callable[[str, float], Samples]
"""Plain text and speed to audio at the engine's rate."""


def speak_spans(text: str, rate_hz: int, speak: SpeakAtRate) -> Speech:
    """Spoken spans and silences of `text` (plain or SSML) in one piece of audio.

    Raises:
        SsmlError: `text` is malformed SSML.
    """
    parts = [_rendered(span, rate_hz, speak) for span in parse_spans(text)]
    joined = np.concatenate([np.zeros(0, np.int16), *parts])
    return Speech(samples=joined, rate_hz=rate_hz)


def _rendered(span: Span, rate_hz: int, speak: SpeakAtRate) -> Samples:
    if isinstance(span, Pause):
        return np.zeros(round(span.duration_s * rate_hz), np.int16)
    return speak(span.text, span.rate)
